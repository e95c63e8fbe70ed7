package dev.roundtrip.examples.orders.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come, and not for ever. */
final class Patience {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {}

    /**
     * What {@code look} sees, once it sees something.
     *
     * @throws DemoFailure when that takes more than {@link #LIMIT}; says {@code what} was waited for
     */
    static <T> T until(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            var seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new DemoFailure("Waited " + LIMIT.toSeconds() + " s in vain for " + what + ".");
    }

    /** The same for a plain condition. */
    static void untilSo(String what, BooleanSupplier condition) {
        until(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
