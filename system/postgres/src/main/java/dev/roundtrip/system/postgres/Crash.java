package dev.roundtrip.system.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What is known of a server that was killed.
 *
 * @param control the program that starts it, with the options that the server has noted down in its data
 * @param data where it kept them
 * @param log where it writes what it has to say
 */
record Crash(Path control, Path data, ProcessBuilder.Redirect log) {
    private static final Duration TO_SAY_SO = Duration.ofSeconds(10);

    /**
     * Starts it, and waits until it can be connected to.
     *
     * @throws PostgresNotStarted past the limit, or when it doesn't start
     */
    void recover(Duration limit) {
        Postmaster.forgetAnotherOn(data);
        try {
            var starting = new ProcessBuilder(command(limit))
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            if (!starting.waitFor(limit.plus(TO_SAY_SO).toMillis(), TimeUnit.MILLISECONDS)
                    || starting.exitValue() != 0) {
                throw new PostgresNotStarted("PostgreSQL did not recover from having been killed.", null);
            }
        } catch (IOException e) {
            throw new PostgresNotStarted("PostgreSQL could not be started again: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresNotStarted("Interrupted while PostgreSQL recovered.", e);
        }
    }

    /** It is "restart", for that one takes the options that it was started with before. */
    private List<String> command(Duration limit) {
        var leaveRoot = PostgresServer.isRoot() ? Stream.of("unshare", "-U") : Stream.<String>empty();
        var restart = Stream.of(
                control.toString(), "-D", data.toString(), "-w", "-t", Long.toString(limit.toSeconds()), "restart");
        return Stream.concat(leaveRoot, restart).toList();
    }
}
