package dev.roundtrip.system.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that a server consists of, and that starts all its others.
 *
 * @param process itself
 */
record Postmaster(ProcessHandle process) {
    private static final Duration IN_GOOD_ORDER_LIMIT = Duration.ofSeconds(60);
    private static final Duration AT_ONCE_LIMIT = Duration.ofSeconds(20);

    /** The one that works on these data, if there is one. */
    static Optional<Postmaster> on(Path data) {
        return noted(data).filter(process -> worksOn(data, process)).map(Postmaster::new);
    }

    /**
     * Removes the note that a killed one left on these data if another process has got its id since, for which PostgreSQL
     * would refuse to start. That processes of the killed one are gone, it still finds out for itself.
     */
    static void forgetAnotherOn(Path data) {
        if (noted(data).filter(process -> !worksOn(data, process)).isPresent()) {
            try {
                Files.delete(pidFile(data));
            } catch (IOException e) {
                throw new PostgresNotStarted(pidFile(data) + " can't be removed: " + e.getMessage(), e);
            }
        }
    }

    private static Optional<ProcessHandle> noted(Path data) {
        var pidFile = pidFile(data);
        if (!Files.isReadable(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())));
        } catch (IOException | NumberFormatException e) {
            throw new PostgresNotStarted(pidFile + " can't be read: " + e.getMessage(), e);
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** A process id is used again after a while, also by another server, so that the number alone proves nothing. */
    private static boolean worksOn(Path data, ProcessHandle process) {
        var info = process.info();
        return info.command().filter(path -> path.endsWith("/postgres")).isPresent()
                && List.of(info.arguments().orElse(new String[0])).stream()
                        .anyMatch(argument -> Path.of(argument).toAbsolutePath().equals(data.toAbsolutePath()));
    }

    /** The program beside its own that starts it again. */
    Path control() {
        return process.info()
                .command()
                .map(program -> Path.of(program).resolveSibling("pg_ctl"))
                .orElseThrow();
    }

    /** Waits for the end of one that was told to stop, and makes it end past a bound. */
    void awaitStop() {
        if (!hasEndedWithin(IN_GOOD_ORDER_LIMIT)) {
            stopAtOnce();
        }
    }

    /**
     * Stops it by SIGINT, with which PostgreSQL ends its connections and then itself, in good order; past a bound by
     * SIGQUIT, which leaves recovery to its next start.
     *
     * @throws PostgresNotStarted when that doesn't end it either
     */
    void stop() {
        signal("INT");
        awaitStop();
    }

    private void stopAtOnce() {
        signal("QUIT");
        if (!hasEndedWithin(AT_ONCE_LIMIT)) {
            throw new PostgresNotStarted("A PostgreSQL doesn't stop: end process " + process.pid() + ".", null);
        }
    }

    /**
     * Kills it (SIGKILL), and returns when none of its processes is left. The others end by themselves when they find it
     * gone; those that don't are killed as well.
     */
    void kill() {
        // Stopped first, it can't start another one behind our back.
        signal("STOP");
        var others = process.children().toList();
        process.destroyForcibly();
        awaitEnd(process);
        others.stream().filter(other -> !hasEndedWithin(other, AT_ONCE_LIMIT)).forEach(other -> {
            other.destroyForcibly();
            awaitEnd(other);
        });
    }

    private static void awaitEnd(ProcessHandle killed) {
        if (!hasEndedWithin(killed, AT_ONCE_LIMIT)) {
            throw new PostgresNotStarted("Process " + killed.pid() + " of PostgreSQL could not be killed.", null);
        }
    }

    private boolean hasEndedWithin(Duration limit) {
        return hasEndedWithin(process, limit);
    }

    private static boolean hasEndedWithin(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("process " + process.pid() + " can't be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresNotStarted("Interrupted while PostgreSQL was to end.", e);
        }
    }

    private void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // That it has ended meanwhile is no failure.
            if (kill.waitFor() != 0 && process.isAlive()) {
                throw new PostgresNotStarted("SIG" + signal + " could not be sent to PostgreSQL.", null);
            }
        } catch (IOException e) {
            throw new PostgresNotStarted("There is no kill command to send signals with.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresNotStarted("Interrupted while sending a signal to PostgreSQL.", e);
        }
    }
}
