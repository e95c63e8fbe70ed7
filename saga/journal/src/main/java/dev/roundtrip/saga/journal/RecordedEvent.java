package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.SagaEvent;
import java.util.UUID;

/**
 * An event as the journal has it.
 *
 * @param sequence its number within the saga
 * @param appendId the write that it came with
 * @param event what happened
 */
public record RecordedEvent(long sequence, UUID appendId, SagaEvent event) {}
