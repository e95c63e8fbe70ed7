package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Optional;

/**
 * Asks the journal for request ids; those that come while it is being asked go out together. So a refusal, which has to be
 * preceded by such a question, stays cheap when there are many. Lives on the loop.
 */
final class Lookups {
    private static final int ONE_AT_A_TIME = 1;
    /** Only a journal that is away lets so many gather. */
    private static final int MOST_WAITING = 10_000;

    private record Question(String requestId, UniEmitter<? super Optional<KnownRequest>> emitter) {}

    private final Loop loop;
    private final Batches<Question, Optional<KnownRequest>> questions;
    private int waiting;

    Lookups(Journal journal, Loop loop, int maxBatch) {
        this.loop = loop;
        this.questions = new Batches<>(loop, maxBatch, ONE_AT_A_TIME, batch -> ask(journal, batch), new Listener());
    }

    private static Uni<List<Optional<KnownRequest>>> ask(Journal journal, List<Question> batch) {
        return journal.findRequests(
                        batch.stream().map(Question::requestId).distinct().toList())
                .map(found -> batch.stream()
                        .map(question -> Optional.ofNullable(found.get(question.requestId())))
                        .toList());
    }

    /** The answer comes on the loop. May be called from any thread. */
    Uni<Optional<KnownRequest>> find(String requestId) {
        return Uni.createFrom().emitter(emitter -> loop.execute(() -> ask(new Question(requestId, emitter))));
    }

    private void ask(Question question) {
        if (waiting >= MOST_WAITING) {
            question.emitter().fail(new JournalUnavailable("Too many wait for the journal to answer.", null));
            return;
        }
        waiting++;
        questions.offer(question);
    }

    private final class Listener implements Batches.Listener<Question, Optional<KnownRequest>> {
        @Override
        public void written(Question question, Optional<KnownRequest> known) {
            waiting--;
            question.emitter().complete(known);
        }

        @Override
        public void failed(Question question, Throwable failure) {
            waiting--;
            question.emitter().fail(failure);
        }
    }
}
