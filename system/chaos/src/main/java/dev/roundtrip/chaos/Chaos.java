package dev.roundtrip.chaos;

import dev.roundtrip.chaos.faults.ChaosCommand;
import dev.roundtrip.chaos.fuzz.FuzzCommand;
import dev.roundtrip.chaos.overload.OverloadCommand;
import dev.roundtrip.chaos.soak.SoakCommand;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: {@code chaos}, {@code fuzz}, {@code overload} or {@code soak}. */
public final class Chaos {
    private static final Map<String, Supplier<Command>> COMMANDS = Map.of(
            "chaos", ChaosCommand::new,
            "fuzz", FuzzCommand::new,
            "overload", OverloadCommand::new,
            "soak", SoakCommand::new);
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Chaos() {}

    /** Exits 0 when the system held what is promised, 1 when it didn't or couldn't be asked, 2 when called wrongly. */
    public static void main(String[] arguments) {
        quietenLibraries();
        var command = Optional.of(arguments).filter(words -> words.length == 1).map(words -> COMMANDS.get(words[0]));
        if (command.isEmpty()) {
            System.err.println("Call it with one word: chaos, fuzz, overload or soak.");
            System.exit(MISUSED);
        }
        try {
            System.exit(command.get().get().run(System.getenv(), System.out));
        } catch (LocalFailure | PostgresNotStarted e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        } catch (RuntimeException e) {
            // Processes that are still running must not keep the program from ending, nor its end from being a failure.
            e.printStackTrace();
            System.exit(FAILED);
        }
    }

    /** Before the first of them is loaded: only what they warn of belongs between this program's own lines. */
    private static void quietenLibraries() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty("io.netty.noUnsafe", "true");
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
