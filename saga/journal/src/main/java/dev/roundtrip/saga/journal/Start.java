package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import java.util.List;
import java.util.UUID;

/**
 * A saga to be recorded.
 *
 * @param requestId the caller's idempotency key
 * @param fingerprint of the request's business fields: tells a repeat from another request under the same key
 * @param owner the node that will carry it on
 * @param appendId this write's id
 * @param saga the saga with {@code events} folded in
 * @param events its first events, beginning with SAGA_STARTED
 */
public record Start(
        String requestId, Payload fingerprint, UUID owner, UUID appendId, Saga saga, List<SagaEvent> events) {
    public Start {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a start has at least one event");
        }
        events = List.copyOf(events);
    }
}
