package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaEvent;

/** A committed event and its number within its trip. */
public record NumberedEvent(long sequence, SagaEvent event) {}
