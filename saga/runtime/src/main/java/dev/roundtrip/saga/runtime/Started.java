package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.SagaStatus;
import java.time.Instant;
import java.util.UUID;

/** What became of a wish to start a saga. */
public sealed interface Started {
    /** It is recorded, and on its way. */
    record Accepted(UUID sagaId) implements Started {}

    /** The same request was accepted before, as this saga. */
    record Repeated(UUID sagaId) implements Started {}

    /** The request id was used before for something else, which this left untouched. */
    record Conflicting(UUID sagaId) implements Started {}

    /**
     * The same request was accepted before, as a saga that has ended and is deleted by now. Nothing new was accepted.
     *
     * @param status as what it ended
     * @param endedAt when
     */
    record NoLongerKept(UUID sagaId, SagaStatus status, Instant endedAt) implements Started {}

    /** Too many sagas are in flight: nothing was accepted. */
    record Busy() implements Started {}

    /** This node is stopping: nothing was accepted. */
    record Stopping() implements Started {}
}
