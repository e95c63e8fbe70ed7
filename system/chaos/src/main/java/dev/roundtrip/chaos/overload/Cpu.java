package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Processor time that was spent, as far as the machine tells it.
 *
 * @param byPart of each of the {@link Parts}
 */
record Cpu(SequencedMap<String, Duration> byPart) {

    /** Up to now. */
    static Cpu of(Parts parts) {
        var spent = new LinkedHashMap<String, Duration>();
        parts.processes().forEach((part, processes) -> spent.put(part, spent(processes)));
        return new Cpu(spent);
    }

    private static Duration spent(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What was spent after another reading. */
    Cpu since(Cpu before) {
        var parts = new LinkedHashMap<String, Duration>();
        byPart.forEach((part, now) -> parts.put(part, now.minus(before.byPart.get(part))));
        return new Cpu(parts);
    }
}
