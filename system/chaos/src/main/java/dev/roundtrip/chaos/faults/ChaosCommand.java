package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Command;
import java.io.PrintStream;
import java.util.Map;

/** Drives load, breaks things from a seed, lets the system come to rest, and audits it. */
public final class ChaosCommand implements Command {
    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        throw new UnsupportedOperationException("not written yet");
    }
}
