package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What is left on the heaps of processes when all that can go is gone.
 *
 * @param kibibytes of each, by its name
 */
public record Heap(SequencedMap<String, Long> kibibytes) {
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    /** After a full collection of each, now. */
    public static Heap afterCollection(List<ServiceProcess> processes) {
        var kibibytes = new LinkedHashMap<String, Long>();
        processes.forEach(process -> kibibytes.put(process.label(), used(process)));
        return new Heap(kibibytes);
    }

    private static long used(ServiceProcess process) {
        var pid = process.handle().pid();
        jcmd(pid, "GC.run");
        return used(jcmd(pid, "GC.heap_info"));
    }

    /** Several generations are told each by itself, before what is none of the heap. */
    static long used(String heapInfo) {
        var heap = heapInfo.lines()
                .takeWhile(line -> !line.strip().startsWith("Metaspace"))
                .toList();
        var used = heap.stream()
                .map(USED::matcher)
                .filter(matcher -> matcher.find())
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
        if (used == 0) {
            throw new LocalFailure("What a heap holds can't be read in: " + heapInfo);
        }
        return used;
    }

    private static String jcmd(long pid, String command) {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(program, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LocalFailure("jcmd " + command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new LocalFailure("There is no jcmd to look at heaps with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while a heap was looked at.", e);
        }
    }

    /** How much more this is than another was: of the process that grew most, as a share of what it had. */
    double growthSince(Heap before) {
        return kibibytes.entrySet().stream()
                .mapToDouble(now -> (double) now.getValue() / before.kibibytes.get(now.getKey()) - 1)
                .max()
                .orElse(0);
    }

    /** In words. */
    String inWords() {
        return String.join(
                ", ",
                kibibytes.entrySet().stream()
                        .map((Map.Entry<String, Long> one) -> one.getKey() + " " + one.getValue() / 1024 + " MiB")
                        .toList());
    }
}
