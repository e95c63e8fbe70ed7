package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.Command;
import java.io.PrintStream;
import java.util.Map;

/** Asks for three times what the system can do, and sees what it still does. */
public final class OverloadCommand implements Command {
    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        throw new UnsupportedOperationException("not written yet");
    }
}
