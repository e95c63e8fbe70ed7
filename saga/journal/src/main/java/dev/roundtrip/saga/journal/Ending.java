package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.SagaStatus;
import java.time.Instant;

/**
 * How a saga ended that is no longer kept.
 *
 * @param status as what
 * @param at when
 */
public record Ending(SagaStatus status, Instant at) {}
