package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Journal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Deletes what ended long ago: sagas with their histories, and after a longer time their request ids too. What has not ended is
 * never touched, however old it is.
 *
 * <p>It goes by small statements with a pause after each, one at a time, so that those who write sagas hardly notice. Every node
 * of a journal may do it at once: they share the work and none waits for another. A saga's age is judged by the journal's clock.
 *
 * <p>A statement that fails is tried again after a while, and with half as much to do, for it may have taken too long; only when
 * that has failed for long does a run end before its time, and the next one begins with as few.
 */
public final class Retention {
    private final Journal journal;
    private final Loop loop;
    private final RetentionSettings settings;
    private final RandomGenerator random;
    private BatchSize size;
    private volatile boolean stopped;

    /**
     * Makes one that does nothing until it is started, or told to run once.
     *
     * @param random when the first run comes within the interval, so that nodes which start together take turns
     */
    public Retention(Journal journal, Loop loop, RetentionSettings settings, RandomGenerator random) {
        this.journal = journal;
        this.loop = loop;
        this.settings = settings;
        this.random = random;
        this.size = BatchSize.of(settings.batch());
    }

    /**
     * What one run deleted.
     *
     * @param sagas how many sagas, each with its history
     * @param requestIds how many request ids
     * @param failures how many of its statements failed, and were tried again
     */
    public record Run(long sagas, long requestIds, int failures) {
        /** One in which no statement failed. */
        public Run(long sagas, long requestIds) {
            this(sagas, requestIds, 0);
        }
    }

    /** Runs at the interval, one run after the other, until it is stopped. */
    public void start() {
        if (!settings.interval().isZero()) {
            runAfter(Duration.ofMillis(1 + random.nextLong(settings.interval().toMillis())));
        }
    }

    /** Begins no further statement. */
    public void stop() {
        stopped = true;
    }

    private void runAfter(Duration delay) {
        loop.schedule(delay, () -> {
            if (!stopped) {
                run();
            }
        });
    }

    private void run() {
        var began = loop.now();
        runOnce()
                .invoke(run -> EngineLog.deleted(run, Duration.between(began, loop.now())))
                .onFailure()
                .invoke(EngineLog::notDeleted)
                .onTermination()
                .invoke(() -> runAfter(settings.interval()))
                .subscribe()
                .with(run -> {}, told -> {});
    }

    /** Deletes all that is due. Fails when the journal does, for long; what was deleted by then stays so. */
    public Uni<Run> runOnce() {
        return all((from, limit) -> journal.deleteEnded(settings.sagas(), from, limit))
                .chain(sagas -> all((from, limit) -> journal.deleteRequests(settings.requestIds(), from, limit))
                        .map(ids -> new Run(sagas.deleted(), ids.deleted(), sagas.failures() + ids.failures())));
    }

    private record Count(long deleted, int failures) {}

    @FunctionalInterface
    private interface Batch {
        Uni<Deleted> delete(Instant from, int limit);
    }

    private Uni<Count> all(Batch batch) {
        return Uni.createFrom().emitter(done -> loop.execute(new Pass(batch, done)::begin));
    }

    /** Batch after batch, each from where the one before ended: what is deleted already needn't be stepped over again. */
    private final class Pass {
        private final Batch batch;
        private final UniEmitter<? super Count> done;
        private Instant from = Instant.EPOCH;
        private long deleted;
        private int failures;

        private Pass(Batch batch, UniEmitter<? super Count> done) {
            this.batch = batch;
            this.done = done;
        }

        private void begin() {
            size = size.afresh();
            next();
        }

        private void next() {
            if (stopped) {
                end();
                return;
            }
            int asked = size.now();
            batch.delete(from, asked)
                    .subscribe()
                    .with(found -> loop.execute(() -> heard(found, asked)), why -> loop.execute(() -> failed(why)));
        }

        private void heard(Deleted found, int asked) {
            size = size.worked();
            deleted += found.count();
            from = found.last();
            if (found.count() < asked) {
                end();
            } else {
                loop.schedule(settings.pause(), this::next);
            }
        }

        private void failed(Throwable why) {
            size = size.failed();
            failures++;
            if (size.isHopeless()) {
                done.fail(why);
            } else {
                EngineLog.deletedLess(why, failures, size);
                loop.schedule(size.pause(), this::next);
            }
        }

        private void end() {
            done.complete(new Count(deleted, failures));
        }
    }
}
