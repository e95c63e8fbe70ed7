package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * How long a saga takes when no line stands before it: what its participants need, however fast this process is. Only those
 * that began when hardly anything else was under way tell; and the first of a crowd that comes all at once, who take as long as a crowd does,
 * only as long as there was nobody else to tell. Not for use by several threads.
 */
final class Alone {
    /** How much the newest counts: a mean that a few odd ones don't move far, and that a handful of equal ones do. */
    private static final double WEIGHT = 0.25;

    private double nanos;
    private boolean known;
    private boolean certain;

    /** One that began with no line before it has ended; {@code certain}: and had no crowd right behind it. */
    void took(Duration time, boolean certain) {
        if (certain && !this.certain) {
            known = false;
            this.certain = true;
        }
        if (certain == this.certain) {
            learn(time);
        }
    }

    private void learn(Duration time) {
        nanos = known ? nanos + WEIGHT * (time.toNanos() - nanos) : time.toNanos();
        known = true;
    }

    /** Nothing as long as nothing is known. */
    Duration time() {
        return Duration.ofNanos((long) nanos);
    }
}
