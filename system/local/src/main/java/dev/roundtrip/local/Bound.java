package dev.roundtrip.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * How long to wait for something, and no longer.
 *
 * @param limit the longest wait
 * @param betweenLooks what a look costs should be little beside it
 */
public record Bound(Duration limit, Duration betweenLooks) {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** For looks that cost little. */
    public Bound(Duration limit) {
        this(limit, SHORT);
    }

    /**
     * Looks again and again until there is something to be seen.
     *
     * @param what what is waited for, as the error names it: "the trip to end"
     * @param look answers empty as long as there is nothing
     * @throws LocalFailure past the limit, or when interrupted
     */
    public <T> T await(String what, Supplier<Optional<T>> look) {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > end) {
                throw new LocalFailure("Waited " + limit.toSeconds() + " s in vain for " + what + ".");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalFailure("Interrupted while waiting for " + what + ".");
            }
            LockSupport.parkNanos(betweenLooks.toNanos());
        }
    }

    /** The same for a plain condition. */
    public void awaitThat(String what, Supplier<Boolean> condition) {
        await(what, () -> condition.get() ? Optional.of(true) : Optional.empty());
    }
}
