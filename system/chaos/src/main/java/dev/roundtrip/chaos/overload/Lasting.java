package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long calls are made, from now on. */
final class Lasting {
    private final Duration most;
    private final BooleanSupplier sooner;
    private final long begin = System.nanoTime();

    private Lasting(Duration most, BooleanSupplier sooner) {
        this.most = most;
        this.sooner = sooner;
    }

    /** As long as that. */
    static Lasting of(Duration length) {
        return new Lasting(length, () -> false);
    }

    /** Until something is done, but no longer than that. */
    static Lasting until(BooleanSupplier done, Duration most) {
        return new Lasting(most, done);
    }

    boolean isOver() {
        return System.nanoTime() - begin >= most.toNanos() || sooner.getAsBoolean();
    }

    /** The longest it can be. */
    Duration most() {
        return most;
    }
}
