package dev.roundtrip.chaos;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is left on a process's heap when all that can go is gone. */
public final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private LiveHeap() {}

    /**
     * Has the process collect its garbage, and counts what is alive then, in bytes. It stands still for that.
     *
     * @throws LocalFailure when it can't be asked, because it has ended or there is no tool to ask with
     */
    public static long bytes(ServiceProcess process) {
        // Counts objects, not room: what is made anew right after the collection is none of it, whatever the collector.
        return total(jcmd(process, "GC.class_histogram"));
    }

    /** The sum under a histogram of classes. */
    static long total(String histogram) {
        var total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new LocalFailure("What a heap holds can't be read in: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    private static String jcmd(ServiceProcess of, String command) {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var asking = new ProcessBuilder(program, Long.toString(of.handle().pid()), command)
                    .redirectErrorStream(true)
                    .start();
            var said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asking.waitFor() != 0) {
                throw new LocalFailure("The heap of " + of.label() + " can't be counted: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new LocalFailure("There is no jcmd to count heaps with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while the heap of " + of.label() + " was counted.", e);
        }
    }
}
