package dev.roundtrip.chaos.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A fault that was there.
 *
 * @param round of which round
 * @param begun from when
 * @param ended until when; a process that was killed is ready again then. One that stayed was given up then
 * @param effect what came of it
 * @param absence how the others did meanwhile, where that is what matters
 */
record Incident(int round, Fault fault, Instant begun, Instant ended, Effect effect, Optional<Absence> absence) {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    boolean overlaps(Instant from, Instant to) {
        return !begun.isAfter(to) && (effect == Effect.STAYED || !ended.isBefore(from));
    }

    boolean hasHit() {
        return effect == Effect.HIT;
    }

    String line() {
        return "%s to %s (%.1f s)  round %d  %s%s"
                .formatted(
                        TIME.format(begun),
                        TIME.format(ended),
                        Duration.between(begun, ended).toMillis() / 1000.0,
                        round,
                        fault.words(),
                        hasHit() ? "" : ": " + effect.words().toUpperCase(Locale.ROOT));
    }
}
