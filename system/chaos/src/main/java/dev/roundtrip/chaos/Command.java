package dev.roundtrip.chaos;

import java.io.PrintStream;
import java.util.Map;

/** One of the program's commands. */
public interface Command {
    /**
     * Does it, and ends with one line that says what came of it.
     *
     * @param settings the environment
     * @param out where a person reads how far it is
     * @return the exit code: 0 when the system held what is promised, 1 when it didn't
     */
    int run(Map<String, String> settings, PrintStream out);
}
