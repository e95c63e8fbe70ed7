package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * When to let a line run dry for a moment, to see how long a saga takes with none before it: while some are refused, after the
 * pace has fallen, and every now and then besides. A line and a slow participant look alike from within the line (Little's
 * law holds for both), and what is done about the one makes the other worse. The idea is BBR's, which drains its queue to
 * see the round trip. Not for use by several threads.
 */
final class Relook {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FALL = Duration.ofSeconds(10);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(60);
    private static final int ENOUGH = 8;
    private static final double FALLEN = 0.6;

    private Instant ended = Instant.MIN;
    private Instant began = Instant.MIN;
    private int seen;
    private int before;

    /** Somebody is being refused, at this pace. */
    void refused(int pace, Instant now) {
        if (ended.equals(Instant.MIN) || now.isBefore(ended)) {
            ended = now;
        }
        before = Math.max(before, pace);
        if (!isOn(now) && isDue(pace, Duration.between(ended, now))) {
            began = now;
            seen = 0;
            before = 0;
        }
    }

    private boolean isDue(int pace, Duration since) {
        var wait = pace < before * FALLEN ? AFTER_A_FALL : NOW_AND_THEN;
        return since.compareTo(wait) >= 0;
    }

    /** One that began with no line before it has ended. */
    void took(Instant now) {
        if (isOn(now) && ++seen == ENOUGH) {
            end(now);
        }
    }

    boolean isOn(Instant now) {
        if (began.equals(Instant.MIN)) {
            return false;
        }
        if (now.isBefore(began) || !now.isBefore(began.plus(LONGEST))) {
            end(now);
        }
        return !began.equals(Instant.MIN);
    }

    private void end(Instant now) {
        began = Instant.MIN;
        ended = now;
    }
}
