package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one step of one saga.
 *
 * @param status where it stands
 * @param attempt the number of the last attempt in the direction it is going; 0 before the first
 * @param firstAttemptAt when the first of these began
 * @param nextAttemptAt when the next one is due; empty when one is under way or none is wanted
 * @param answer the participant's first answer; empty unless it succeeded
 * @param stuck whether its compensation has failed for longer than is usual
 */
public record StepState(
        StepStatus status,
        int attempt,
        Optional<Instant> firstAttemptAt,
        Optional<Instant> nextAttemptAt,
        Payload answer,
        boolean stuck) {

    static StepState initial(boolean skipped) {
        return new StepState(
                skipped ? StepStatus.SKIPPED : StepStatus.PENDING,
                0,
                Optional.empty(),
                Optional.empty(),
                Payload.empty(),
                false);
    }

    StepState attempting(StepStatus direction, int number, Instant at) {
        return new StepState(
                direction, number, Optional.of(firstAttemptAt.orElse(at)), Optional.empty(), answer, stuck);
    }

    StepState retryingAt(Instant due) {
        return new StepState(status, attempt, firstAttemptAt, Optional.of(due), answer, stuck);
    }

    StepState settled(StepStatus settled, Payload settledAnswer) {
        return new StepState(settled, attempt, firstAttemptAt, Optional.empty(), settledAnswer, false);
    }

    StepState turned() {
        return new StepState(StepStatus.COMPENSATING, 0, Optional.empty(), Optional.empty(), Payload.empty(), false);
    }

    StepState showingStuck() {
        return new StepState(status, attempt, firstAttemptAt, nextAttemptAt, answer, true);
    }

    /** Whether an attempt is out and nothing has been heard of it. */
    public boolean awaitsAnswer() {
        return switch (status) {
            case RUNNING, COMPENSATING -> attempt > 0 && nextAttemptAt.isEmpty();
            case PENDING, SUCCEEDED, REJECTED, COMPENSATED, SKIPPED -> false;
        };
    }

    boolean isDue(Instant now) {
        return nextAttemptAt.isPresent() && !nextAttemptAt.get().isAfter(now);
    }
}
