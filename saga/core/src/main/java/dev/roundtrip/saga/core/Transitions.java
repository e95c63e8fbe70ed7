package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_FORCED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_CLOSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPLETED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_PAUSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_RELEASED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_RESUMED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_ACCEPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_DONE_BY_HAND;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_REJECTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_RETRIED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;

import java.util.List;

/**
 * Every move a saga and its steps can make, on one screen. What isn't here can't happen: meeting it is an error. The
 * diagram in docs/state-machine.md is drawn from these two lists.
 */
public final class Transitions {
    /** A saga in {@code from} that meets {@code event} is in {@code to}. */
    public record OfSaga(SagaStatus from, SagaEvent.Kind event, SagaStatus to) {}

    /** A step in {@code from} that meets {@code event} is in {@code to}. */
    public record OfStep(StepStatus from, SagaEvent.Kind event, StepStatus to) {}

    /** The moves of a saga; it begins as RUNNING, with SAGA_STARTED. */
    public static final List<OfSaga> OF_SAGA = List.of(
            new OfSaga(SagaStatus.RUNNING, STEP_STARTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_SUCCEEDED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_REJECTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_UNKNOWN, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_ACCEPTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_STUCK, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, PIVOT_CLOSING, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_CLOSE_STARTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_CLOSE_UNKNOWN, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_CLOSED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, CANCEL_REQUESTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, ADOPTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, SAGA_PAUSED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, SAGA_RESUMED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, SAGA_RELEASED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_RETRIED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, STEP_DONE_BY_HAND, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, COMPENSATION_FORCED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, COMPENSATION_STARTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.RUNNING, SAGA_COMPLETED, SagaStatus.COMPLETED),
            new OfSaga(SagaStatus.RUNNING, SAGA_CLOSED, SagaStatus.CLOSED_BY_OPERATOR),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATION_STARTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATION_UNKNOWN, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_ACCEPTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_STUCK, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, ADOPTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_PAUSED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_RESUMED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_RELEASED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_RETRIED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_DONE_BY_HAND, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_COMPENSATED, SagaStatus.COMPENSATED),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_CLOSED, SagaStatus.CLOSED_BY_OPERATOR));

    /** The moves of a step; it begins as PENDING or SKIPPED. COMPENSATION_STARTED moves the steps it covers,
     * PIVOT_CLOSING the pivot. */
    public static final List<OfStep> OF_STEP = List.of(
            new OfStep(StepStatus.PENDING, STEP_STARTED, StepStatus.RUNNING),
            new OfStep(StepStatus.PENDING, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.RUNNING, STEP_STARTED, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_UNKNOWN, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_ACCEPTED, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_STUCK, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_RETRIED, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, PIVOT_CLOSING, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_CLOSE_STARTED, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_CLOSE_UNKNOWN, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_CLOSED, StepStatus.COMPENSATED),
            new OfStep(StepStatus.RUNNING, STEP_SUCCEEDED, StepStatus.SUCCEEDED),
            new OfStep(StepStatus.RUNNING, STEP_DONE_BY_HAND, StepStatus.SUCCEEDED),
            new OfStep(StepStatus.RUNNING, STEP_REJECTED, StepStatus.REJECTED),
            new OfStep(StepStatus.RUNNING, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.SUCCEEDED, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_COMPENSATION_UNKNOWN, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_ACCEPTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_STUCK, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_RETRIED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_DONE_BY_HAND, StepStatus.COMPENSATED),
            new OfStep(StepStatus.COMPENSATING, STEP_COMPENSATED, StepStatus.COMPENSATED));

    private Transitions() {}

    static SagaStatus next(SagaStatus from, SagaEvent.Kind event) {
        for (var transition : OF_SAGA) {
            if (transition.from() == from && transition.event() == event) {
                return transition.to();
            }
        }
        throw new ImpossibleEvent("a saga that is " + from + " can't meet " + event);
    }

    static StepStatus next(String step, StepStatus from, SagaEvent.Kind event) {
        for (var transition : OF_STEP) {
            if (transition.from() == from && transition.event() == event) {
                return transition.to();
            }
        }
        throw new ImpossibleEvent("step " + step + ", which is " + from + ", can't meet " + event);
    }
}
