package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * How much one statement is asked to delete: half as much after each that failed, for it may have taken too long; twice as much,
 * up to what is wanted, after some that worked: not after each, or every other one would fail.
 *
 * @param wanted the most
 * @param now so much is to be asked for now
 * @param failures how many have failed in a row
 * @param successes how many of this size have worked in a row
 */
record BatchSize(int wanted, int now, int failures, int successes) {
    /** As few as take no time: when these fail too, size is not what is wrong. */
    private static final int LEAST = 10;

    /** From the default down to the least, and two more. */
    private static final int MOST_FAILURES = 8;

    private static final int ENOUGH_SUCCESSES = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    static BatchSize of(int wanted) {
        return new BatchSize(wanted, wanted, 0, 0);
    }

    BatchSize worked() {
        return successes + 1 < ENOUGH_SUCCESSES
                ? new BatchSize(wanted, now, 0, successes + 1)
                : new BatchSize(wanted, (int) Math.min(wanted, 2L * now), 0, 0);
    }

    BatchSize failed() {
        return new BatchSize(wanted, Math.max(Math.min(LEAST, wanted), now / 2), failures + 1, 0);
    }

    /** Whether so many failed in a row that nothing comes of trying on. */
    boolean isHopeless() {
        return failures >= MOST_FAILURES;
    }

    /** Whoever tries on has failed as often; the size stays what it is. */
    BatchSize afresh() {
        return new BatchSize(wanted, now, 0, successes);
    }

    /** How long to wait after the failures there have been: longer with each. */
    Duration pause() {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_FAILURES));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
