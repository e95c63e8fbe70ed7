package dev.roundtrip.orchestrator.trip;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.wire.Dates;

/** An event as whoever watches a trip sees it. */
public final class TripEventView {
    private TripEventView() {}

    /** What happened, under its number. */
    public static TripEvent of(long sequence, SagaEvent event) {
        var view = TripEvent.newBuilder()
                .setSequence(sequence)
                .setTime(Dates.toTimestamp(event.at()))
                .setType(type(event.kind()));
        if (event instanceof SagaEvent.StepEvent stepEvent) {
            view.setStep(stepEvent.step());
        }
        switch (event) {
            case SagaEvent.StepStarted e -> view.setAttempt(e.attempt());
            case SagaEvent.StepSucceeded e ->
                view.setMessage(Reservation.of(e.step(), e.answer())
                        .map(reservation -> reservation.description() + ", " + reservation.confirmationCode())
                        .orElse("What was answered can't be read."));
            case SagaEvent.StepRejected e -> view.setReason(e.reason()).setMessage(e.message());
            case SagaEvent.StepUnknown e ->
                view.setAttempt(e.attempt())
                        .setReason(e.fault().kind().name())
                        .setMessage(e.fault().message());
            case SagaEvent.CancelRequested e -> view.setMessage(e.message());
            case SagaEvent.CompensationStarted e -> turned(view, e.cause());
            case SagaEvent.StepCompensationStarted e -> view.setAttempt(e.attempt());
            case SagaEvent.StepCompensationUnknown e ->
                view.setAttempt(e.attempt())
                        .setReason(e.fault().kind().name())
                        .setMessage(e.fault().message());
            case SagaEvent.Adopted e -> view.setMessage(e.node());
            case SagaEvent.SagaStarted e -> {}
            case SagaEvent.StepCompensated e -> {}
            case SagaEvent.StepStuck e -> {}
            case SagaEvent.SagaCompleted e -> {}
            case SagaEvent.SagaCompensated e -> {}
            case SagaEvent.StepAccepted e -> view.setAttempt(e.attempt());
            case SagaEvent.PivotClosing e -> turned(view, e.cause());
            case SagaEvent.StepCloseStarted e -> view.setAttempt(e.attempt());
            case SagaEvent.StepCloseUnknown e ->
                view.setAttempt(e.attempt())
                        .setReason(e.fault().kind().name())
                        .setMessage(e.fault().message());
            case SagaEvent.StepClosed e -> {}
            case SagaEvent.SagaClosed e -> {}
            case SagaEvent.OperatorEvent e -> view.setMessage(e.note().why());
        }
        return view.build();
    }

    private static void turned(TripEvent.Builder view, Cause cause) {
        view.setStep(cause.step()).setReason(cause.reason()).setMessage(TripView.message(cause));
    }

    private static TripEventType type(SagaEvent.Kind kind) {
        return switch (kind) {
            case SAGA_STARTED -> TripEventType.TRIP_EVENT_TYPE_TRIP_STARTED;
            case STEP_STARTED -> TripEventType.TRIP_EVENT_TYPE_STEP_STARTED;
            case STEP_SUCCEEDED -> TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED;
            case STEP_REJECTED -> TripEventType.TRIP_EVENT_TYPE_STEP_REJECTED;
            case STEP_UNKNOWN -> TripEventType.TRIP_EVENT_TYPE_STEP_UNKNOWN;
            case CANCEL_REQUESTED -> TripEventType.TRIP_EVENT_TYPE_CANCEL_REQUESTED;
            case COMPENSATION_STARTED -> TripEventType.TRIP_EVENT_TYPE_COMPENSATION_STARTED;
            case STEP_COMPENSATION_STARTED -> TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATION_STARTED;
            case STEP_COMPENSATED -> TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATED;
            case STEP_COMPENSATION_UNKNOWN -> TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATION_UNKNOWN;
            case STEP_STUCK -> TripEventType.TRIP_EVENT_TYPE_STEP_STUCK;
            case ADOPTED -> TripEventType.TRIP_EVENT_TYPE_ADOPTED;
            case SAGA_COMPLETED -> TripEventType.TRIP_EVENT_TYPE_TRIP_COMPLETED;
            case SAGA_COMPENSATED -> TripEventType.TRIP_EVENT_TYPE_TRIP_COMPENSATED;
            case STEP_ACCEPTED -> TripEventType.TRIP_EVENT_TYPE_STEP_ACCEPTED;
            case PIVOT_CLOSING -> TripEventType.TRIP_EVENT_TYPE_PIVOT_CLOSING;
            case STEP_CLOSE_STARTED -> TripEventType.TRIP_EVENT_TYPE_STEP_CLOSE_STARTED;
            case STEP_CLOSE_UNKNOWN -> TripEventType.TRIP_EVENT_TYPE_STEP_CLOSE_UNKNOWN;
            case STEP_CLOSED -> TripEventType.TRIP_EVENT_TYPE_STEP_CLOSED;
            case SAGA_CLOSED -> TripEventType.TRIP_EVENT_TYPE_TRIP_CLOSED;
            case SAGA_PAUSED -> TripEventType.TRIP_EVENT_TYPE_TRIP_PAUSED;
            case SAGA_RESUMED -> TripEventType.TRIP_EVENT_TYPE_TRIP_RESUMED;
            case SAGA_RELEASED -> TripEventType.TRIP_EVENT_TYPE_TRIP_RELEASED;
            case STEP_RETRIED -> TripEventType.TRIP_EVENT_TYPE_STEP_RETRIED;
            case STEP_DONE_BY_HAND -> TripEventType.TRIP_EVENT_TYPE_STEP_DONE_BY_HAND;
            case COMPENSATION_FORCED -> TripEventType.TRIP_EVENT_TYPE_COMPENSATION_FORCED;
        };
    }
}
