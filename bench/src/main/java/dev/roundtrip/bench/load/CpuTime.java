package dev.roundtrip.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of some processes, as far as the system tells it.
 *
 * @param byProcess of each, by process id
 */
public record CpuTime(Map<Long, Duration> byProcess) {
    public CpuTime {
        byProcess = Map.copyOf(byProcess);
    }

    /** Of these, up to now. */
    public static CpuTime of(Stream<ProcessHandle> processes) {
        return new CpuTime(processes.collect(Collectors.toMap(
                ProcessHandle::pid,
                process -> process.info().totalCpuDuration().orElse(Duration.ZERO),
                (one, same) -> one)));
    }

    /** What was spent after another reading; what a process spent that has ended meanwhile is not known. */
    public Duration since(CpuTime before) {
        return byProcess.entrySet().stream()
                .map(now -> now.getValue().minus(before.byProcess.getOrDefault(now.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
