package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a process has of the machine's memory. */
public final class Memory {
    private static final double KIBIBYTES = 1024;
    private static final double BYTES = KIBIBYTES * KIBIBYTES;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private Memory() {}

    /** Mebibytes that it has now; 0 where the system doesn't tell it in this way. */
    public static double resident(ProcessHandle process) {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBIBYTES)
                    .sum();
        } catch (IOException e) {
            throw new BenchFailure("The memory of process " + process.pid() + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Mebibytes of a JVM's heap that are alive, when it has collected its garbage, for which it stands still. */
    public static double liveHeap(ProcessHandle process) {
        var said = Jcmd.ask(process, "GC.class_histogram");
        var total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new BenchFailure("The heap of process " + process.pid() + " can't be read in: " + said);
        }
        return Long.parseLong(total.group(1)) / BYTES;
    }
}
