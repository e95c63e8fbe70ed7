package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Chronicle;

/** Reads in histories what a run has seen. */
final class Witness {
    private final Trace trace;

    Witness(Trace trace) {
        this.trace = trace;
    }

    void read(Chronicle chronicle) {
        chronicle.events().forEach(event -> read(event.event()));
        boolean closing =
                chronicle.events().stream().anyMatch(event -> event.event().kind() == SagaEvent.Kind.PIVOT_CLOSING);
        if (closing && chronicle.row().status() == SagaStatus.COMPLETED) {
            trace.saw(Sight.PIVOT_HAD_HAPPENED_WHEN_CLOSED);
        }
    }

    private void read(SagaEvent event) {
        switch (event) {
            case SagaEvent.SagaStarted e -> {
                if (!e.skipped().isEmpty()) {
                    trace.saw(Sight.STEP_LEFT_OUT);
                }
            }
            case SagaEvent.CompensationStarted e -> turnedBy(e.cause().reason());
            case SagaEvent.StepStuck e -> trace.saw(Sight.SHOWED_STUCK);
            case SagaEvent.SagaCompleted e -> trace.saw(Sight.COMPLETED);
            case SagaEvent.SagaCompensated e -> trace.saw(Sight.COMPENSATED);
            case SagaEvent.StepStarted e -> {}
            case SagaEvent.StepSucceeded e -> {}
            case SagaEvent.StepRejected e -> {}
            case SagaEvent.StepUnknown e -> {}
            case SagaEvent.CancelRequested e -> {}
            case SagaEvent.StepCompensationStarted e -> {}
            case SagaEvent.StepCompensated e -> {}
            case SagaEvent.StepCompensationUnknown e -> {}
            case SagaEvent.Adopted e -> {}
            case SagaEvent.StepAccepted e -> {}
            case SagaEvent.PivotClosing e -> {}
            case SagaEvent.StepCloseStarted e -> {}
            case SagaEvent.StepCloseUnknown e -> {}
            case SagaEvent.StepClosed e -> trace.saw(Sight.PIVOT_CLOSED);
            case SagaEvent.SagaClosed e -> trace.saw(Sight.CLOSED_BY_OPERATOR);
            case SagaEvent.SagaPaused e -> trace.saw(Sight.OPERATOR_PAUSED);
            case SagaEvent.StepRetried e -> trace.saw(Sight.OPERATOR_RETRIED);
            case SagaEvent.StepDoneByHand e -> trace.saw(Sight.OPERATOR_VOUCHED);
            case SagaEvent.SagaReleased e -> trace.saw(Sight.RELEASED_FROM_QUARANTINE);
            case SagaEvent.SagaResumed e -> {}
            case SagaEvent.CompensationForced e -> {}
        }
    }

    private void turnedBy(String reason) {
        switch (reason) {
            case Cause.CANCELLED -> trace.saw(Sight.TURNED_BY_CANCEL);
            case Cause.DEADLINE_EXCEEDED -> trace.saw(Sight.TURNED_BY_DEADLINE);
            case Cause.NO_ANSWER -> trace.saw(Sight.TURNED_BY_NO_ANSWER);
            case Cause.REFUSED_AS_INVALID -> trace.saw(Sight.TURNED_BY_INVALID_CALL);
            case Cause.FORCED_BY_OPERATOR -> trace.saw(Sight.TURNED_BY_FORCE);
            case Cause.SUPERSEDED -> trace.saw(Sight.TURNED_BY_SUPERSEDED);
            case Services.SOLD_OUT -> trace.saw(Sight.TURNED_BY_REJECTION);
            default -> throw new IllegalStateException("nobody gives this reason: " + reason);
        }
    }
}
