package dev.roundtrip.bench.load;

import dev.roundtrip.bench.BenchFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Has work done for a while, and looks at the middle of it.
 *
 * @param runUp what is not looked at, at the beginning
 * @param window what is
 */
public record Look(Duration runUp, Duration window) {
    private static final Duration LAST_OF_IT = Duration.ofSeconds(30);

    /**
     * Does it.
     *
     * @param costs reads what work has cost up to now
     * @throws BenchFailure when some of it fails, or isn't finished
     */
    public <R> Window<R> at(Work<R> work, Supplier<Cost> costs) {
        var done = work.begin();
        try {
            pass(runUp, work, done);
            var before = costs.get();
            // Before what came until now is taken away, so that all that is seen came in the time that is told.
            var begin = System.nanoTime();
            work.read();
            pass(window, work, done);
            var reading = work.read();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Window<>(took, reading, costs.get().since(before));
        } finally {
            work.end();
            finish(work, done);
        }
    }

    /** Time is all that is waited for; what ends meanwhile has failed. */
    private static void pass(Duration time, Work<?> work, CompletableFuture<Void> done) {
        try {
            done.get(time.toNanos(), TimeUnit.NANOSECONDS);
            throw new BenchFailure("The work of " + work.name() + " stopped by itself.");
        } catch (TimeoutException e) {
            // As it should be: it is still going on.
        } catch (ExecutionException e) {
            throw failed(work, e);
        } catch (InterruptedException e) {
            throw interrupted(work, e);
        }
    }

    private static void finish(Work<?> work, CompletableFuture<Void> done) {
        try {
            done.get(LAST_OF_IT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailure(
                    "What " + work.name() + " had begun was not finished within " + LAST_OF_IT.toSeconds() + " s.", e);
        } catch (ExecutionException e) {
            throw failed(work, e);
        } catch (InterruptedException e) {
            throw interrupted(work, e);
        }
    }

    private static BenchFailure failed(Work<?> work, ExecutionException e) {
        return new BenchFailure("The work of " + work.name() + " failed: " + e.getCause(), e.getCause());
    }

    private static BenchFailure interrupted(Work<?> work, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchFailure("Interrupted while " + work.name() + " was at work.", e);
    }

    /**
     * What was seen.
     *
     * @param took how long was looked
     * @param reading of the work
     * @param cost of the processes
     */
    public record Window<R>(Duration took, R reading, Cost.Spent cost) {
        private static final double NANOS_PER_SECOND = 1e9;

        /** How fast it was, when so many were done. */
        public double perSecond(long done) {
            return done / (took.toNanos() / NANOS_PER_SECOND);
        }
    }
}
