package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPLETED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_REJECTED;
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
            new OfSaga(SagaStatus.RUNNING, CANCEL_REQUESTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, ADOPTED, SagaStatus.RUNNING),
            new OfSaga(SagaStatus.RUNNING, COMPENSATION_STARTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.RUNNING, SAGA_COMPLETED, SagaStatus.COMPLETED),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATION_STARTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_COMPENSATION_UNKNOWN, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, STEP_STUCK, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, ADOPTED, SagaStatus.COMPENSATING),
            new OfSaga(SagaStatus.COMPENSATING, SAGA_COMPENSATED, SagaStatus.COMPENSATED));

    /** The moves of a step; it begins as PENDING or SKIPPED. COMPENSATION_STARTED moves the steps it covers. */
    public static final List<OfStep> OF_STEP = List.of(
            new OfStep(StepStatus.PENDING, STEP_STARTED, StepStatus.RUNNING),
            new OfStep(StepStatus.PENDING, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.RUNNING, STEP_STARTED, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_UNKNOWN, StepStatus.RUNNING),
            new OfStep(StepStatus.RUNNING, STEP_SUCCEEDED, StepStatus.SUCCEEDED),
            new OfStep(StepStatus.RUNNING, STEP_REJECTED, StepStatus.REJECTED),
            new OfStep(StepStatus.RUNNING, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.SUCCEEDED, COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_COMPENSATION_STARTED, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_COMPENSATION_UNKNOWN, StepStatus.COMPENSATING),
            new OfStep(StepStatus.COMPENSATING, STEP_STUCK, StepStatus.COMPENSATING),
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
