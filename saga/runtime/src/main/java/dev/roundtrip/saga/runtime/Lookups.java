package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks the journal for request ids; those that come while it is being asked go out together. So a refusal, which has to be
 * preceded by such a question, stays cheap when there are many.
 *
 * <p>A few statements go at once, so that one which isn't answered doesn't hold up the others, and nobody waits for longer than
 * the limit. A statement keeps its place until the journal answers it or gives it up, however long ago those who asked were told:
 * its connection is in use for as long, and those who write need theirs. Lives on the loop.
 */
final class Lookups {
    /** Only a journal that is away lets so many gather. */
    private static final int MOST_WAITING = 10_000;

    private final Loop loop;
    private final Duration limit;
    private final Batches<Question, Optional<KnownRequest>> questions;
    private int waiting;

    Lookups(Journal journal, Loop loop, int maxBatch, AdmissionLimits limits) {
        this.loop = loop;
        this.limit = limits.lookupLimit();
        this.questions = new Batches<>(loop, maxBatch, limits.lookups(), batch -> ask(journal, batch), new Listener());
    }

    private static Uni<List<Optional<KnownRequest>>> ask(Journal journal, List<Question> batch) {
        return journal.findRequests(batch.stream()
                        .map(question -> question.requestId)
                        .distinct()
                        .toList())
                .map(found -> batch.stream()
                        .map(question -> Optional.ofNullable(found.get(question.requestId)))
                        .toList());
    }

    /**
     * The answer comes on the loop. Fails with {@link JournalUnavailable} when it doesn't come within the limit. May be called
     * from any thread.
     */
    Uni<Optional<KnownRequest>> find(String requestId) {
        return Uni.createFrom().emitter(emitter -> loop.execute(() -> ask(new Question(requestId, emitter))));
    }

    private void ask(Question question) {
        if (waiting >= MOST_WAITING) {
            question.fail(new JournalUnavailable("Too many wait for the journal to answer.", null));
            return;
        }
        waiting++;
        question.timer = loop.schedule(limit, () -> giveUp(question));
        questions.offer(question);
    }

    private void giveUp(Question question) {
        if (questions.withdraw(question)) {
            waiting--;
        }
        question.fail(new JournalUnavailable(
                "The journal hasn't said within " + limit.toMillis() + " ms whether the request was accepted before.",
                null));
    }

    private final class Listener implements Batches.Listener<Question, Optional<KnownRequest>> {
        @Override
        public void written(Question question, Optional<KnownRequest> known) {
            waiting--;
            question.answer(known);
        }

        @Override
        public void failed(Question question, Throwable failure) {
            waiting--;
            question.fail(failure);
        }
    }

    /** Somebody's, who is told once: an answer that comes after the limit is for nobody. */
    private static final class Question {
        private final String requestId;
        private final UniEmitter<? super Optional<KnownRequest>> emitter;
        private Loop.Timer timer = () -> {};
        private boolean told;

        private Question(String requestId, UniEmitter<? super Optional<KnownRequest>> emitter) {
            this.requestId = requestId;
            this.emitter = emitter;
        }

        private void answer(Optional<KnownRequest> known) {
            if (isFirst()) {
                emitter.complete(known);
            }
        }

        private void fail(Throwable failure) {
            if (isFirst()) {
                emitter.fail(failure);
            }
        }

        private boolean isFirst() {
            boolean first = !told;
            told = true;
            timer.cancel();
            return first;
        }
    }
}
