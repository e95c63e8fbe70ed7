package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.util.UUID;

/**
 * What an {@link Action} is to do.
 *
 * @param sagaId with {@code step}, the idempotency key that the participant knows the step by
 * @param step the step's name
 * @param request what the saga was started with
 * @param attempt counted from 1
 * @param deadline how long the call may take before its outcome counts as unknown
 */
public record StepCall<R>(UUID sagaId, String step, R request, int attempt, Duration deadline) {}
