package dev.roundtrip.chaos.fuzz;

import dev.roundtrip.chaos.Command;
import java.io.PrintStream;
import java.util.Map;

/** Sends garbage to every RPC and every HTTP route. */
public final class FuzzCommand implements Command {
    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        throw new UnsupportedOperationException("not written yet");
    }
}
