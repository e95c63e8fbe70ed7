package dev.roundtrip.chaos.fuzz.after;

import dev.roundtrip.chaos.LiveHeap;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much a process holds on to.
 *
 * @param heap bytes that are in use after a full collection
 * @param threads how many, if the system tells
 * @param handles open files and sockets, if the system tells
 */
public record Footprint(long heap, Optional<Integer> threads, Optional<Integer> handles) {
    private static final long HEAP_MARGIN = 48L << 20;
    private static final int MARGIN = 40;

    /** That of a running process. Makes it collect its garbage. */
    public static Footprint of(ServiceProcess process) {
        long pid = process.handle().pid();
        return new Footprint(LiveHeap.bytes(process), count(pid, "task"), count(pid, "fd"));
    }

    private static Optional<Integer> count(long pid, String what) {
        var folder = Path.of("/proc", Long.toString(pid), what);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var entries = Files.list(folder)) {
            return Optional.of(Math.toIntExact(entries.count()));
        } catch (IOException e) {
            throw new LocalFailure(folder + " can't be listed.", e);
        }
    }

    /** What has grown since then by more than pools and caches do when they are first used; empty when nothing has. */
    public Optional<String> grownSince(Footprint before) {
        if (heap > before.heap + HEAP_MARGIN) {
            return Optional.of("its heap grew from " + (before.heap >> 20) + " to " + (heap >> 20) + " MB");
        }
        if (isMore(threads, before.threads)) {
            return Optional.of("its threads grew from " + before.threads.get() + " to " + threads.get());
        }
        if (isMore(handles, before.handles)) {
            return Optional.of("its handles grew from " + before.handles.get() + " to " + handles.get());
        }
        return Optional.empty();
    }

    private static boolean isMore(Optional<Integer> now, Optional<Integer> before) {
        return now.isPresent() && before.isPresent() && now.get() > before.get() + MARGIN;
    }

    @Override
    public String toString() {
        return "heap %.1f MB, threads %s, handles %s"
                .formatted(
                        heap / 1e6,
                        threads.map(String::valueOf).orElse("?"),
                        handles.map(String::valueOf).orElse("?"));
    }
}
