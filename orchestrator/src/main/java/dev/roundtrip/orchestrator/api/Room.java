package dev.roundtrip.orchestrator.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many callers may come in until somebody looks again how much room there is, and a few besides: whoever comes in may find
 * their trip of before, and the engine only learns that callers are turned away from those it turns away itself. Of use to
 * several threads.
 */
final class Room {
    private final long betweenNanos;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicLong nextBesides;

    /** Endless at first. {@code between} two that come in besides. */
    Room(Duration between, long nowNanos) {
        betweenNanos = between.toNanos();
        nextBesides = new AtomicLong(nowNanos);
    }

    /** Somebody has looked. */
    void is(int places) {
        left.set(places);
    }

    /** Whether one more may come in, by a clock as {@link System#nanoTime}. */
    boolean takes(long nowNanos) {
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            return true;
        }
        long due = nextBesides.get();
        return nowNanos - due >= 0 && nextBesides.compareAndSet(due, nowNanos + betweenNanos);
    }
}
