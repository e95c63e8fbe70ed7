package dev.roundtrip.saga.core;

import java.time.Instant;

/**
 * What is known of one step of one saga.
 *
 * @param status where it stands
 * @param attempts the attempts in the direction it is going
 * @param answer the participant's first answer; empty unless it succeeded
 * @param byHand whether it is done, or undone, by an operator's word alone
 */
public record StepState(StepStatus status, Attempts attempts, Payload answer, boolean byHand) {

    static StepState initial(boolean skipped) {
        return new StepState(skipped ? StepStatus.SKIPPED : StepStatus.PENDING, Attempts.NONE, Payload.empty(), false);
    }

    StepState attempting(StepStatus direction, int number, Instant at) {
        return new StepState(direction, attempts.begun(number, at), answer, false);
    }

    StepState with(Attempts changed) {
        return new StepState(status, changed, answer, byHand);
    }

    StepState adopted(Instant at) {
        return with(
                switch (status) {
                    case RUNNING -> attempts.adoptedAfresh(at);
                    case COMPENSATING -> attempts.adopted(at);
                    case PENDING, SUCCEEDED, REJECTED, COMPENSATED, SKIPPED -> attempts;
                });
    }

    StepState settled(StepStatus settled, Payload settledAnswer) {
        return new StepState(settled, attempts.over(), settledAnswer, false);
    }

    StepState settledByHand(Payload givenAnswer) {
        return status == StepStatus.COMPENSATING
                ? new StepState(StepStatus.COMPENSATED, attempts.over(), Payload.empty(), true)
                : new StepState(StepStatus.SUCCEEDED, attempts.over(), givenAnswer, true);
    }

    StepState turned() {
        return new StepState(StepStatus.COMPENSATING, Attempts.NONE, Payload.empty(), false);
    }

    /** The number of the last attempt in the direction it is going; 0 before the first. */
    public int attempt() {
        return attempts.last();
    }

    /** Whether what must succeed has failed for longer than is usual. */
    public boolean stuck() {
        return attempts.stuck();
    }

    /** Whether an attempt is out and nothing has been heard of it. */
    public boolean awaitsAnswer() {
        return switch (status) {
            case RUNNING, COMPENSATING -> attempts.unanswered();
            case PENDING, SUCCEEDED, REJECTED, COMPENSATED, SKIPPED -> false;
        };
    }

    boolean isDue(Instant now) {
        return attempts.due(now);
    }
}
