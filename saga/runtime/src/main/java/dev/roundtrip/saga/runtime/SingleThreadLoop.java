package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Loop} for programs that have none of their own: one daemon thread, and this machine's clock.
 *
 * <p>Closing it stops it at once: what waited doesn't run any more, and what is given to it afterwards is dropped. To the
 * engine on it that is what a crash would be, so {@linkplain SagaEngine#drain drain} that first.
 */
public final class SingleThreadLoop implements Loop, AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;

    /** Starts the loop; {@code name} is its thread's. */
    public SingleThreadLoop(String name) {
        thread = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task), new DiscardPolicy());
        // Nearly every timer is cancelled: each attempt sets one for its deadline.
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(logging(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        var future = thread.schedule(logging(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** The executor would keep what a task throws to itself. */
    private static Runnable logging(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                EngineLog.bug(e);
            }
        };
    }

    /** Stops it; the task that runs just now is the last. Waits for nothing. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
