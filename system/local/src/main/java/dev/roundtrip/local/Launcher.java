package dev.roundtrip.local;

import dev.roundtrip.local.demo.DemoCommand;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: {@code run}, {@code demo}, {@code postgres}, {@code train} or {@code start-times}. */
public final class Launcher {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Launcher() {}

    /** Exits 0 when all went well or was told to stop, 1 when it failed, 2 when it was called wrongly. */
    public static void main(String[] arguments) throws InterruptedException {
        quietenLibraries();
        var command = arguments.length == 1 ? arguments[0] : "";
        try {
            System.exit(perform(command));
        } catch (LocalFailure | PostgresNotStarted e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        } catch (RuntimeException e) {
            // Services that are still running must not keep the program from ending, nor its end from being a failure.
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

    private static int perform(String command) throws InterruptedException {
        var checkout = Checkout.locate();
        switch (command) {
            case "run" -> {
                checkout.requireBuilt();
                untilStopped(RunCommand.keptSystem(checkout, System.getenv())).run(checkout);
            }
            case "postgres" -> {
                var databaseOfOnesOwn = RunCommand.databaseOfOnesOwn(System.getenv());
                untilStopped(RunCommand.keptPostgres(checkout, System.getenv())).runPostgres(databaseOfOnesOwn);
            }
            case "demo" -> {
                checkout.requireBuilt();
                return demo(checkout);
            }
            case "train" -> {
                var training = Training.of(checkout, System.out);
                atTheEnd(training::close);
                training.run();
            }
            case "start-times" -> {
                checkout.requireBuilt(Packaging.JVM);
                checkout.requireBuilt(Packaging.AOT);
                var startTimes = StartTimes.of(checkout, System.getenv(), System.out);
                atTheEnd(startTimes::close);
                startTimes.run();
            }
            default -> {
                System.err.println("Call it with one word: run, demo, postgres, train or start-times.");
                return MISUSED;
            }
        }
        return 0;
    }

    private static RunCommand untilStopped(LocalSystem system) {
        var command = new RunCommand(system, System.out);
        atTheEnd(command::stop);
        return command;
    }

    private static int demo(Checkout checkout) {
        var system = DemoCommand.freshSystem(checkout);
        atTheEnd(system::close);
        return new DemoCommand(system, System.out).run(checkout);
    }

    /** Ctrl-C and SIGTERM end a program by its shutdown hooks, and so does its own end. */
    private static void atTheEnd(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop everything"));
    }
}
