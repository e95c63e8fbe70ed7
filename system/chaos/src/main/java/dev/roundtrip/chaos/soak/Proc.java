package dev.roundtrip.chaos.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process as Linux shows it.
 *
 * @param folder its own
 * @param status what is said of it, line by line
 */
record Proc(Path folder, List<String> status) {
    /** What every process has that isn't the kernel's. */
    static final String MEMORY = "RssAnon";

    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    static Proc of(ProcessHandle process) throws IOException {
        var folder = Path.of("/proc", Long.toString(process.pid()));
        return new Proc(folder, Files.readAllLines(folder.resolve("status")));
    }

    /**
     * Whether it has given its memory back, as it does when it ends: from then on it has no such line, whatever its state, and is a
     * zombie soon, which counts as alive until somebody has asked for its exit code.
     */
    boolean hasEnded() {
        return status.stream().noneMatch(line -> line.startsWith(MEMORY + ":"));
    }

    /** The number in a line of its status. */
    double number(String name) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("its status has no " + name));
    }

    double mebibytes(String name) throws IOException {
        return number(name) / KIBIBYTES_PER_MEBIBYTE;
    }

    /** Open files, sockets and all else that it holds. */
    double handles() throws IOException {
        try (var handles = Files.list(folder.resolve("fd"))) {
            return handles.count();
        }
    }
}
