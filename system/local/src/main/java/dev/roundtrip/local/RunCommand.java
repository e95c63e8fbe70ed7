package dev.roundtrip.local;

import dev.roundtrip.system.postgres.Database;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The whole system in the foreground, to work with, until it is told to stop. Data are kept between runs. */
final class RunCommand {
    /** The environment variable that names a database to be made for a program of one's own. */
    static final String DATABASE_SETTING = "POSTGRES_DATABASE";

    // A terminal sends Ctrl-C to the services as well, and one of them may be gone before this program knows why.
    private static final Executor AFTER_CTRL_C_IS_KNOWN = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final LocalSystem system;
    private final PrintStream out;
    private volatile boolean up;

    RunCommand(LocalSystem system, PrintStream out) {
        this.system = system;
        this.out = out;
    }

    /**
     * What `make run` works with, its folder taken and its ports free.
     *
     * @param settings the environment
     * @throws LocalFailure when a port is taken, or another run is at work
     */
    static LocalSystem keptSystem(Checkout checkout, Map<String, String> settings) {
        return keptSystem(checkout, settings, Ports::requireFree);
    }

    /** The same for `make postgres`, which leaves the services' ports to the services. */
    static LocalSystem keptPostgres(Checkout checkout, Map<String, String> settings) {
        return keptSystem(checkout, settings, Ports::requirePostgresFree);
    }

    /**
     * The database that is asked for beside the services'; empty when none is.
     *
     * @throws LocalFailure when it can't be named like that
     */
    static Optional<String> databaseOfOnesOwn(Map<String, String> settings) {
        var name = settings.getOrDefault(DATABASE_SETTING, "").strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!name.matches("[a-z]{1,32}")) {
            throw new LocalFailure(
                    DATABASE_SETTING + " is '" + name + "': a database is named by 1 to 32 letters of a-z.");
        }
        return Optional.of(name);
    }

    private static LocalSystem keptSystem(Checkout checkout, Map<String, String> settings, Consumer<Ports> check) {
        var ports = Ports.from(settings);
        var system = LocalSystem.in(checkout.kept(settings), ports, false);
        try {
            check.accept(ports);
            return system;
        } catch (LocalFailure e) {
            system.close();
            throw e;
        }
    }

    /** Starts everything, says how to book, and stays until the process is told to stop. */
    void run(Checkout checkout) throws InterruptedException {
        startPostgres();
        system.startServices(
                checkout,
                (name, address, took) ->
                        out.printf("%-16s http://%-16s ready in %.1f s%n", name, address, took.toMillis() / 1000.0));
        system.services().forEach(this::sayWhenItEnds);
        out.println(Invitation.text(system.ports()));
        untilStopped();
    }

    /** PostgreSQL alone, for a service that is started by hand, and with a database for whatever else is. */
    void runPostgres(Optional<String> databaseOfOnesOwn) throws InterruptedException {
        startPostgres();
        for (var service : ServiceName.values()) {
            say(service.module(), system.databases().of(service));
        }
        databaseOfOnesOwn.ifPresent(name -> say(name, system.databaseOfOnesOwn(name)));
        out.println("Ctrl-C stops it.");
        untilStopped();
    }

    private void say(String whose, Database database) {
        out.printf(
                "  %-16s %s  user %s, password %s%n",
                whose, database.reactiveUrl(), database.role(), database.password());
    }

    private void startPostgres() {
        var begin = System.nanoTime();
        system.startPostgres();
        out.printf(
                "%-16s %-23s ready in %.1f s%n",
                "postgresql", "127.0.0.1:" + system.ports().postgres(), (System.nanoTime() - begin) / 1e9);
    }

    /** The others go on: that is what the system is built for. */
    private void sayWhenItEnds(ServiceProcess service) {
        service.onExit()
                .thenAcceptAsync(
                        code -> {
                            if (!system.isStopping()) {
                                out.printf(
                                        "%s has ended by itself (exit code %d); the others go on. Its log: %s%n",
                                        service.label(), code, system.log(service.label()));
                            }
                        },
                        AFTER_CTRL_C_IS_KNOWN);
    }

    /** Stops everything, as asked; what was asked for has succeeded then, unless it was still starting. */
    void stop() {
        system.close();
        if (up) {
            out.println("Everything has stopped.");
            Runtime.getRuntime().halt(0);
        }
    }

    private void untilStopped() throws InterruptedException {
        up = true;
        new CountDownLatch(1).await();
    }
}
