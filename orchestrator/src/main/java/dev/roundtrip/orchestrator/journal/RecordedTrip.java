package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Saga;

/**
 * A trip as it was last committed.
 *
 * @param saga what its events tell
 * @param requestId what it was booked with
 */
public record RecordedTrip(Saga saga, String requestId) {}
