package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.Set;

/**
 * One step: an action at a participant and its compensation.
 *
 * @param name unique in its definition: 1 to 64 characters of a-z, 0-9 and '-', starting with a letter
 * @param dependsOn the steps that must have succeeded, or been skipped, before this one starts
 * @param attemptDeadline how long one attempt may take, either way, before its outcome counts as unknown
 * @param retry how often the action is tried
 * @param compensationBackoff the wait between two attempts to compensate, of which there is no end
 * @param stuckAfter how long a compensation may go on failing before it shows as stuck
 */
public record StepDefinition(
        String name,
        Set<String> dependsOn,
        Duration attemptDeadline,
        RetryPolicy retry,
        Backoff compensationBackoff,
        Duration stuckAfter) {
    public StepDefinition {
        if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new InvalidDefinition(
                    "a step is named by 1 to 64 characters of a-z, 0-9 and '-', not '" + name + "'");
        }
        if (!attemptDeadline.isPositive()) {
            throw new InvalidDefinition("step " + name + ": attemptDeadline must be positive, not " + attemptDeadline);
        }
        if (!stuckAfter.isPositive()) {
            throw new InvalidDefinition("step " + name + ": stuckAfter must be positive, not " + stuckAfter);
        }
        dependsOn = Set.copyOf(dependsOn);
    }
}
