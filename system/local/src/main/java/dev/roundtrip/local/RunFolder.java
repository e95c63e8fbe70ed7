package dev.roundtrip.local;

import dev.roundtrip.system.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * Where one system keeps its data and logs. One launcher at a time: it holds a lock that goes when it goes, in whatever
 * way. Processes are noted down, so that those of a launcher that was killed are found and stopped by the next.
 */
final class RunFolder implements AutoCloseable {
    private static final long ORPHAN_STOP_SECONDS = 20;

    private final Path folder;
    private final FileChannel lock;

    private RunFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder and stops what an earlier launcher left running in it.
     *
     * @throws LocalFailure when another launcher has it
     */
    static RunFolder take(Path folder) {
        try {
            Files.createDirectories(folder.resolve("log"));
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isMine(channel)) {
                channel.close();
                throw new LocalFailure(
                        "Another run of this checkout is at work in " + folder + ": stop that one first.");
            }
            var taken = new RunFolder(folder, channel);
            taken.stopOrphans();
            return taken;
        } catch (IOException e) {
            throw new LocalFailure(folder + " can't be worked in: " + e.getMessage(), e);
        }
    }

    private static boolean isMine(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Removes PostgreSQL's data; it has to be stopped. */
    void forgetData() {
        try {
            delete(data());
        } catch (IOException e) {
            throw new LocalFailure(data() + " can't be removed: " + e.getMessage(), e);
        }
    }

    /** Removes what earlier runs kept, data and logs. */
    void clear() {
        forgetData();
        try {
            delete(folder.resolve("log"));
            Files.createDirectories(folder.resolve("log"));
        } catch (IOException e) {
            throw new LocalFailure(folder + " can't be emptied: " + e.getMessage(), e);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Where PostgreSQL keeps its data. */
    Path data() {
        return folder.resolve("postgres");
    }

    /** What is written to by the one of that name. */
    Path log(String name) {
        return folder.resolve("log").resolve(name + ".log");
    }

    /** Notes a process down as one of this launcher's. */
    synchronized void note(ProcessHandle process) {
        try {
            Files.writeString(
                    processes(),
                    process.pid() + " " + startOf(process).toEpochMilli() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the process could not be noted down", e);
        }
    }

    private void stopOrphans() throws IOException {
        if (Files.exists(processes())) {
            for (var line : Files.readAllLines(processes())) {
                stopOrphan(line);
            }
            Files.delete(processes());
        }
        PostgresServer.stopOrphanOn(data());
    }

    /** A process id is used again after a while: it is the same process only when it started at the same time. */
    private static void stopOrphan(String noted) {
        var fields = noted.split(" ", 2);
        var started = Instant.ofEpochMilli(Long.parseLong(fields[1]));
        ProcessHandle.of(Long.parseLong(fields[0]))
                .filter(process -> startOf(process).equals(started))
                .ifPresent(orphan -> {
                    orphan.destroyForcibly();
                    orphan.onExit()
                            .orTimeout(ORPHAN_STOP_SECONDS, TimeUnit.SECONDS)
                            .join();
                });
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Instant.ofEpochMilli(instant.toEpochMilli()))
                .orElse(Instant.EPOCH);
    }

    private Path processes() {
        return folder.resolve("processes");
    }

    /** Gives the folder free. Everything that was started in it has to be stopped by then. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(processes());
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " could not be left in order", e);
        }
    }
}
