package dev.roundtrip.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What work costs on this machine.
 *
 * @param transactions that wrote something, those that were rolled back too
 * @param walBytes of the write-ahead log
 * @param cpu processor time, by part
 */
public record Cost(long transactions, long walBytes, Map<String, CpuTime> cpu) {
    /** The part that is PostgreSQL. */
    public static final String POSTGRES = "postgres";
    /** The part that is this program. */
    public static final String CLIENT = "client";

    public Cost {
        cpu = Map.copyOf(cpu);
    }

    /** What came after another reading of the same parts. */
    public Spent since(Cost before) {
        return new Spent(
                transactions - before.transactions,
                walBytes - before.walBytes,
                cpu.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue()
                        .since(before.cpu.get(part.getKey())))));
    }

    /** The difference of two readings. */
    public record Spent(long transactions, long walBytes, Map<String, Duration> cpu) {
        public Spent {
            cpu = Map.copyOf(cpu);
        }

        /** Processor time of one part; none when there is no such part. */
        public Duration cpu(String part) {
            return cpu.getOrDefault(part, Duration.ZERO);
        }
    }
}
