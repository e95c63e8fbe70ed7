package dev.roundtrip.chaos.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** How a client tries again: ever longer waits, up to a second, at random around them; and not for ever. */
final class Patience {
    /** How long a client goes on trying. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long SHORTEST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 1_000;

    private final SplittableRandom random;
    private final long end;
    private long next = SHORTEST_MILLIS;

    Patience(SplittableRandom random) {
        this(random, LIMIT);
    }

    Patience(SplittableRandom random, Duration limit) {
        this.random = random;
        end = System.nanoTime() + limit.toNanos();
    }

    /** Whether to go on. */
    boolean isLeft() {
        return System.nanoTime() < end && !Thread.currentThread().isInterrupted();
    }

    /** Waits before the next try. */
    void pause() {
        sleep(Duration.ofMillis(next / 2 + random.nextLong(next)));
        next = Math.min(next * 2, LONGEST_MILLIS);
    }

    /** Waits so long, or less when interrupted: time itself is what is waited for. */
    static void sleep(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = until - System.nanoTime();
        }
    }
}
