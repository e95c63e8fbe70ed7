package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the sagas that a sweep found; those that are found while others are being read are read together. So the sagas of a node that is
 * gone can be taken over by the hundred. However long histories are, a statement reads no more than so many events, unless one
 * saga alone has more: what can't be read in time together would be read together again and again. Lives on the loop.
 */
final class Histories {
    private static final long MOST_EVENTS = 10_000;
    /** At once. While what one has read is replayed, the journal is at work on the other. */
    private static final int MOST_READS = 2;

    private record Question(SagaRow row, Consumer<Optional<Chronicle>> found, Consumer<Throwable> failed) {
        private long events() {
            return row.lastSequence();
        }
    }

    private final Batches<Question, Optional<Chronicle>> questions;

    Histories(Journal journal, Loop loop, EngineSettings settings) {
        this.questions = new Batches<>(
                loop,
                settings.maxBatch(),
                MOST_READS,
                Question::events,
                MOST_EVENTS,
                batch -> read(journal, batch),
                new Listener());
    }

    private static Uni<List<Optional<Chronicle>>> read(Journal journal, List<Question> batch) {
        return journal.read(batch.stream()
                        .map(question -> question.row().sagaId())
                        .distinct()
                        .toList())
                .map(found -> batch.stream()
                        .map(question ->
                                Optional.ofNullable(found.get(question.row().sagaId())))
                        .toList());
    }

    /** One of the two is told, on the loop. To be called there. */
    void read(SagaRow row, Consumer<Optional<Chronicle>> found, Consumer<Throwable> failed) {
        questions.offer(new Question(row, found, failed));
    }

    private static final class Listener implements Batches.Listener<Question, Optional<Chronicle>> {
        @Override
        public void written(Question question, Optional<Chronicle> found) {
            question.found().accept(found);
        }

        @Override
        public void failed(Question question, Throwable failure) {
            question.failed().accept(failure);
        }
    }
}
