package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * One step: an action at a participant and its compensation.
 *
 * @param name unique in its definition: 1 to 64 characters of a-z, 0-9 and '-', starting with a letter
 * @param kind what it means for the way back
 * @param dependsOn the steps that must have succeeded, or been skipped, before this one starts
 * @param attemptDeadline how long one attempt may take, either way, before its outcome counts as unknown
 * @param askAgainAfter how long an answer from outside may take before the participant is asked again
 * @param retry how often the action is tried; of a retriable step only the backoff counts
 * @param compensationBackoff the wait between two attempts to compensate, or to close a pivot, of which there is no end
 * @param stuckAfter how long what must succeed, a compensation, a close or a retriable step, may go on failing before it
 *     shows as stuck
 */
public record StepDefinition(
        String name,
        StepKind kind,
        Set<String> dependsOn,
        Duration attemptDeadline,
        Duration askAgainAfter,
        RetryPolicy retry,
        Backoff compensationBackoff,
        Duration stuckAfter) {
    public StepDefinition {
        Objects.requireNonNull(kind);
        if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new InvalidDefinition(
                    "a step is named by 1 to 64 characters of a-z, 0-9 and '-', not '" + name + "'");
        }
        if (!attemptDeadline.isPositive()) {
            throw new InvalidDefinition("step " + name + ": attemptDeadline must be positive, not " + attemptDeadline);
        }
        if (!askAgainAfter.isPositive()) {
            throw new InvalidDefinition("step " + name + ": askAgainAfter must be positive, not " + askAgainAfter);
        }
        if (!stuckAfter.isPositive()) {
            throw new InvalidDefinition("step " + name + ": stuckAfter must be positive, not " + stuckAfter);
        }
        dependsOn = Set.copyOf(dependsOn);
    }
}
