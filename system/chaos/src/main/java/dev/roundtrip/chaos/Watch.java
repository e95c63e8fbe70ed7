package dev.roundtrip.chaos;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does several things again and again, beside each other, until it is closed. What breaks off is not passed over. */
public final class Watch implements AutoCloseable {
    private static final int ERRANDS = 4;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(ERRANDS);
    private final List<Future<?>> errands = new ArrayList<>();

    /** At a steady pace, but never twice at once: what takes longer than that is late for its next turn. */
    public void every(Duration pace, Runnable errand) {
        errands.add(threads.scheduleAtFixedRate(errand, pace.toNanos(), pace.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Fails when one of them did.
     *
     * @throws LocalFailure with what it failed of
     */
    public void requireGoingOn() {
        for (var errand : errands) {
            if (errand.isDone()) {
                throw failure(errand);
            }
        }
    }

    private static LocalFailure failure(Future<?> errand) {
        try {
            errand.get();
            return new LocalFailure("What should go on has ended.");
        } catch (ExecutionException e) {
            return new LocalFailure("What is watched can't be: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LocalFailure("Interrupted.", e);
        }
    }

    /** Lets what is being done now come to its end. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                threads.shutdownNow();
                throw new LocalFailure("Waited a minute in vain for the last sample.");
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while the last sample was waited for.", e);
        }
    }
}
