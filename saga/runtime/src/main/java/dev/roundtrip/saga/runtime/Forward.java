package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that never goes back, made of a clock that may be set: while that is put back, it stands still for a moment and then goes
 * on from where it was. It tells how much time has passed and not what time it is. Not for use by several threads.
 */
final class Forward {
    private Instant latest = Instant.MIN;
    private Duration behind = Duration.ZERO;

    /** The time, of which {@code clock} is what the clock shows. */
    Instant at(Instant clock) {
        var time = clock.plus(behind);
        if (time.isBefore(latest)) {
            behind = behind.plus(Duration.between(time, latest));
        } else {
            latest = time;
        }
        return latest;
    }
}
