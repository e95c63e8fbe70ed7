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
 */
public final class Retention {
    private final Journal journal;
    private final Loop loop;
    private final RetentionSettings settings;
    private final RandomGenerator random;
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
    }

    /**
     * What one run deleted.
     *
     * @param sagas how many sagas, each with its history
     * @param requestIds how many request ids
     */
    public record Run(long sagas, long requestIds) {}

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

    /** Deletes all that is due. Fails when the journal does; what was deleted by then stays so. */
    public Uni<Run> runOnce() {
        return all((from, limit) -> journal.deleteEnded(settings.sagas(), from, limit))
                .chain(sagas -> all((from, limit) -> journal.deleteRequests(settings.requestIds(), from, limit))
                        .map(requestIds -> new Run(sagas, requestIds)));
    }

    @FunctionalInterface
    private interface Batch {
        Uni<Deleted> delete(Instant from, int limit);
    }

    private Uni<Long> all(Batch batch) {
        return Uni.createFrom().emitter(done -> new Pass(batch, done).next());
    }

    /** Batch after batch, each from where the one before ended: what is deleted already needn't be stepped over again. */
    private final class Pass {
        private final Batch batch;
        private final UniEmitter<? super Long> done;
        private Instant from = Instant.EPOCH;
        private long deleted;

        private Pass(Batch batch, UniEmitter<? super Long> done) {
            this.batch = batch;
            this.done = done;
        }

        private void next() {
            if (stopped) {
                done.complete(deleted);
                return;
            }
            batch.delete(from, settings.batch())
                    .subscribe()
                    .with(found -> loop.execute(() -> heard(found)), failure -> loop.execute(() -> done.fail(failure)));
        }

        private void heard(Deleted found) {
            deleted += found.count();
            from = found.last();
            if (found.count() < settings.batch()) {
                done.complete(deleted);
            } else {
                loop.schedule(settings.pause(), this::next);
            }
        }
    }
}
