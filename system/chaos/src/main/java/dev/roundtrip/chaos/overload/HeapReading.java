package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.LiveHeap;
import dev.roundtrip.local.ServiceProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What the heaps of processes held at some time, after a full collection.
 *
 * @param when in words
 * @param rounds bytes of each process, by its name, as often as they were read
 */
record HeapReading(String when, List<Map<String, Long>> rounds) {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    HeapReading {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("heaps that were not read are no reading");
        }
        rounds = List.copyOf(rounds);
    }

    /** Reads them so many times, now. */
    static HeapReading of(String when, List<ServiceProcess> processes, int times) {
        var rounds = new ArrayList<Map<String, Long>>();
        for (int left = times; left > 0; left--) {
            var bytes = new LinkedHashMap<String, Long>();
            processes.forEach(process -> bytes.put(process.label(), LiveHeap.bytes(process)));
            rounds.add(bytes);
        }
        return new HeapReading(when, rounds);
    }

    /** The median of what each process held: calls that are under way just then come and go. */
    SequencedMap<String, Long> bytes() {
        var medians = new LinkedHashMap<String, Long>();
        rounds.getFirst().keySet().forEach(process -> medians.put(process, median(process)));
        return medians;
    }

    private long median(String process) {
        var sorted = rounds.stream().map(round -> round.get(process)).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    double mebibytes(String process) {
        return bytes().get(process) / BYTES_PER_MEBIBYTE;
    }

    /** How much more this is than another was: of the process that grew most, as a share of what it had. */
    double growthSince(HeapReading before) {
        var then = before.bytes();
        return bytes().entrySet().stream()
                .mapToDouble(now -> (double) now.getValue() / then.get(now.getKey()) - 1)
                .max()
                .orElseThrow();
    }

    /** For people. */
    String inWords() {
        return bytes().keySet().stream()
                .map(process -> String.format(Locale.ROOT, "%s %.1f MiB", process, mebibytes(process)))
                .collect(Collectors.joining(", ", "heaps " + when + ": ", ", the medians of " + rounds.size()));
    }
}
