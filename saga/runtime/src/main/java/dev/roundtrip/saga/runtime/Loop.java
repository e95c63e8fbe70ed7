package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * The one thread that owns an engine's sagas, and its clock: everything the engine does with them happens here, one task
 * after the other, so nothing of it is locked. Tests put a clock in its place that they move by hand.
 */
public interface Loop extends Executor {
    /** The time. */
    Instant now();

    /** Runs {@code task} on the loop after {@code delay}, unless it is cancelled before. */
    Timer schedule(Duration delay, Runnable task);

    /** A task that is to run later. */
    interface Timer {
        /** Keeps the task from running, if it hasn't yet. */
        void cancel();
    }
}
