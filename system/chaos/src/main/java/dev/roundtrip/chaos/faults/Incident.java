package dev.roundtrip.chaos.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A fault that was there.
 *
 * @param round of which round
 * @param begun from when
 * @param ended until when; a process that was killed is ready again then
 */
record Incident(int round, Fault fault, Instant begun, Instant ended) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    boolean overlaps(Instant from, Instant to) {
        return !begun.isAfter(to) && !ended.isBefore(from);
    }

    String line() {
        return "%s to %s (%.1f s)  round %d  %s"
                .formatted(
                        TIME.format(begun),
                        TIME.format(ended),
                        Duration.between(begun, ended).toMillis() / 1000.0,
                        round,
                        fault.words());
    }
}
