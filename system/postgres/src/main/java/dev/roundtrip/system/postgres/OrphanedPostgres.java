package dev.roundtrip.system.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that still runs although the launcher that started it was killed. */
final class OrphanedPostgres {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final ProcessHandle postmaster;

    private OrphanedPostgres(ProcessHandle postmaster) {
        this.postmaster = postmaster;
    }

    /** The one that works on these data, if there is one. */
    static Optional<OrphanedPostgres> on(Path data) {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.isReadable(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(OrphanedPostgres::isPostgres)
                    .map(OrphanedPostgres::new);
        } catch (IOException | NumberFormatException e) {
            throw new PostgresNotStarted(pidFile + " can't be read: " + e.getMessage(), e);
        }
    }

    /** A process id is used again after a while, so that the number alone proves nothing. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(path -> path.endsWith("/postgres"))
                .isPresent();
    }

    /** Stops it as SIGTERM does: connections finish, nothing new begins; then, past a bound, at once. */
    void stop() {
        postmaster.destroy();
        try {
            postmaster.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new PostgresNotStarted(
                    "A PostgreSQL that an earlier run left behind does not stop: end process " + postmaster.pid()
                            + " and run again.",
                    e);
        }
    }
}
