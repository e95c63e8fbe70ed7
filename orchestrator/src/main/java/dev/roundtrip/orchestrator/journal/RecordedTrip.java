package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import java.util.Optional;
import java.util.UUID;

/**
 * A trip as it was last committed.
 *
 * @param id its id
 * @param requestId what it was booked with
 * @param status where it stands
 * @param saga what its events tell; empty when this release can't make sense of them
 */
public record RecordedTrip(UUID id, String requestId, SagaStatus status, Optional<Saga> saga) {}
