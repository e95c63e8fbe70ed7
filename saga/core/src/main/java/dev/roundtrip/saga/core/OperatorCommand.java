package dev.roundtrip.saga.core;

import java.util.Objects;

/** What an operator can have a saga do. None of it leaves anything behind that is not on record. */
public sealed interface OperatorCommand {

    /** Starts no attempt and lets no deadline pass until it is resumed. What is out is heard all the same. */
    record Pause() implements OperatorCommand {}

    /** Goes on; the deadline is later by as long as the pause took. */
    record Resume() implements OperatorCommand {}

    /** Tries a step again at once, in the direction it is going, with all of its attempts and the saga's time before it. */
    record RetryStep(String step) implements OperatorCommand {
        public RetryStep {
            Objects.requireNonNull(step);
        }
    }

    /**
     * Takes the operator's word for a step being done, or undone, in the direction it is going. Nobody checks it: the saga
     * ends as {@link SagaStatus#CLOSED_BY_OPERATOR}, unless it turns back and the step is undone after all.
     *
     * @param answer what the participant would have answered; empty for a compensation
     */
    record MarkStepDone(String step, Payload answer) implements OperatorCommand {
        public MarkStepDone {
            Objects.requireNonNull(step);
            Objects.requireNonNull(answer);
        }
    }

    /** Turns the saga back, unless its pivot has passed. */
    record ForceCompensation() implements OperatorCommand {}
}
