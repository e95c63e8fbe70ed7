package dev.roundtrip.saga.journal;

import java.util.UUID;

/** What became of a {@link Start}. */
public sealed interface StartResult {
    /** The saga is recorded. */
    record Accepted() implements StartResult {}

    /** The request id was there before: this start changed nothing. */
    record AlreadyKnown(KnownRequest request) implements StartResult {
        /** The saga that has the request id; the start's own, when it had been committed unnoticed before. */
        public UUID sagaId() {
            return request.sagaId();
        }
    }
}
