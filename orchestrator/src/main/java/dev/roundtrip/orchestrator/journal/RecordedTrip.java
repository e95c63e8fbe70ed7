package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Saga;
import java.util.Optional;

/**
 * A trip as it was last committed.
 *
 * @param row where it stands
 * @param saga what its events tell; empty when this release can't make sense of them
 */
public record RecordedTrip(SagaRecord row, Optional<Saga> saga) {}
