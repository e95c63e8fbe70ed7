package dev.roundtrip.bench.load;

import dev.roundtrip.bench.BenchFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Has a contender work for a while, and looks at the middle of it.
 *
 * @param runUp what is not looked at, at the beginning
 * @param window what is
 */
public record ClosedLoop(Duration runUp, Duration window) {
    private static final Duration LAST_PAIRS = Duration.ofSeconds(30);

    /**
     * Does it.
     *
     * @param costs reads what work has cost up to now
     * @throws BenchFailure when a worker fails, or doesn't finish
     */
    public Window run(Contender contender, int workers, PairLoad load, Supplier<Cost> costs) {
        var work = contender.work(workers, load);
        try {
            pass(runUp, contender, work);
            var before = costs.get();
            load.meter().read();
            var begin = System.nanoTime();
            pass(window, contender, work);
            var reading = load.meter().read();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Window(took, reading, costs.get().since(before));
        } finally {
            load.end();
            finish(contender, work);
        }
    }

    /** Time is all that is waited for; workers that end meanwhile have failed. */
    private static void pass(Duration time, Contender contender, CompletableFuture<Void> work) {
        try {
            work.get(time.toNanos(), TimeUnit.NANOSECONDS);
            throw new BenchFailure("The workers of " + contender.name() + " stopped by themselves.");
        } catch (TimeoutException e) {
            // As it should be: they are still at work.
        } catch (ExecutionException e) {
            throw failed(contender, e);
        } catch (InterruptedException e) {
            throw interrupted(contender, e);
        }
    }

    private static void finish(Contender contender, CompletableFuture<Void> work) {
        try {
            work.get(LAST_PAIRS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailure(
                    "The workers of " + contender.name() + " did not finish their last pairs within "
                            + LAST_PAIRS.toSeconds() + " s.",
                    e);
        } catch (ExecutionException e) {
            throw failed(contender, e);
        } catch (InterruptedException e) {
            throw interrupted(contender, e);
        }
    }

    private static BenchFailure failed(Contender contender, ExecutionException e) {
        return new BenchFailure("A worker of " + contender.name() + " failed: " + e.getCause(), e.getCause());
    }

    private static BenchFailure interrupted(Contender contender, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchFailure("Interrupted while " + contender.name() + " was at work.", e);
    }

    /**
     * What was seen.
     *
     * @param took how long was looked
     * @param reading of the workers
     * @param cost of the processes
     */
    public record Window(Duration took, Reading reading, Cost.Spent cost) {
        private static final double NANOS_PER_SECOND = 1e9;

        /** How fast it was. */
        public double pairsPerSecond() {
            return reading.pairs() / (took.toNanos() / NANOS_PER_SECOND);
        }
    }
}
