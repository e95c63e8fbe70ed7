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
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    static Proc of(ProcessHandle process) throws IOException {
        var folder = Path.of("/proc", Long.toString(process.pid()));
        return new Proc(folder, Files.readAllLines(folder.resolve("status")));
    }

    /** Whether nothing but its exit code is left of it, which nobody has asked for yet: it counts as alive, and has no memory. */
    boolean isZombie() {
        return status.stream().anyMatch(line -> line.matches("State:\\s*[ZX].*"));
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
