package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.Command;
import java.io.PrintStream;
import java.util.Map;

/** Runs the system for long, and watches what grows. */
public final class SoakCommand implements Command {
    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        throw new UnsupportedOperationException("not written yet");
    }
}
