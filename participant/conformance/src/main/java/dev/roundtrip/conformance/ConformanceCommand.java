package dev.roundtrip.conformance;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: asks a participant about every rule of the contract. */
public final class ConformanceCommand {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int MISUSED = 2;
    private static final long SEEDS = 1_000_000_000L;

    private ConformanceCommand() {}

    /**
     * Exits 0 when no rule is broken, 1 when one is, 2 when it was called wrongly or can't begin.
     *
     * @param arguments settings as NAME=value, which go before those of the environment
     */
    public static void main(String[] arguments) {
        quietenLibraries();
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    private static void quietenLibraries() {
        System.setProperty("io.netty.noUnsafe", "true");
        Logger.getLogger("").setLevel(Level.SEVERE);
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            var suite = Suite.of(
                    settings(arguments, environment),
                    ThreadLocalRandom.current().nextLong(SEEDS));
            return suite.run(out).failed() == 0 ? KEPT : BROKEN;
        } catch (Misuse e) {
            err.println(e.getMessage());
            return MISUSED;
        }
    }

    private static Map<String, String> settings(String[] arguments, Map<String, String> environment) {
        var settings = new HashMap<>(environment);
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            if (equals < 1) {
                throw new Misuse("'" + argument + "' is no setting: call it with TARGET=host:port SERVICE=flight.");
            }
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return settings;
    }
}
