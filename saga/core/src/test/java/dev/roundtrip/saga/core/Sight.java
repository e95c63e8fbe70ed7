package dev.roundtrip.saga.core;

import java.util.Optional;
import java.util.stream.Stream;

/** What a {@link World} has seen, so that a test can tell whether it has seen enough. */
enum Sight {
    COMPLETED,
    COMPENSATED,
    CLOSED_BY_OPERATOR,
    CRASHED,
    LOST_A_CALL_FROM_HISTORY,
    REJECTED,
    LATE_RESERVE_REFUSED,
    STUCK,
    RETRIABLE_STUCK,
    TRIED_OFF_RECORD,
    ACCEPTED,
    YES_FROM_OUTSIDE,
    NO_FROM_OUTSIDE,

    // Why sagas turned back or meant to, by the names of their causes.
    REFUSED_AS_INVALID,
    NO_ANSWER,
    SUPERSEDED,
    CANCELLED,
    DEADLINE_EXCEEDED,
    FORCED_BY_OPERATOR,

    PIVOT_PASSED,
    PIVOT_REFUSED,
    PIVOT_CLOSING,
    PIVOT_FOUND_DONE_WHEN_CLOSED,
    PIVOT_FOUND_REFUSED_WHEN_CLOSED,
    PIVOT_CLOSED_FOR_GOOD,
    PIVOT_STUCK,

    PAUSED,
    RESUMED,
    TRIED_AGAIN_BY_OPERATOR,
    DONE_BY_HAND;

    static Optional<Sight> of(SagaEvent event) {
        return Optional.ofNullable(
                switch (event.kind()) {
                    case SAGA_COMPLETED -> COMPLETED;
                    case SAGA_COMPENSATED -> COMPENSATED;
                    case SAGA_CLOSED -> CLOSED_BY_OPERATOR;
                    case STEP_REJECTED -> REJECTED;
                    case STEP_STUCK -> STUCK;
                    case STEP_ACCEPTED -> ACCEPTED;
                    case PIVOT_CLOSING -> PIVOT_CLOSING;
                    case SAGA_PAUSED -> PAUSED;
                    case SAGA_RESUMED -> RESUMED;
                    case STEP_RETRIED -> TRIED_AGAIN_BY_OPERATOR;
                    case STEP_DONE_BY_HAND -> DONE_BY_HAND;
                    case SAGA_STARTED,
                            STEP_STARTED,
                            STEP_SUCCEEDED,
                            STEP_UNKNOWN,
                            CANCEL_REQUESTED,
                            STEP_CLOSE_STARTED,
                            STEP_CLOSE_UNKNOWN,
                            STEP_CLOSED,
                            COMPENSATION_STARTED,
                            STEP_COMPENSATION_STARTED,
                            STEP_COMPENSATED,
                            STEP_COMPENSATION_UNKNOWN,
                            ADOPTED,
                            SAGA_RELEASED,
                            COMPENSATION_FORCED -> null;
                });
    }

    static Optional<Sight> ofCauseIn(SagaEvent event) {
        return event instanceof SagaEvent.CompensationStarted turn
                ? Stream.of(values())
                        .filter(sight -> sight.name().equals(turn.cause().reason()))
                        .findFirst()
                : Optional.empty();
    }

    static Optional<Sight> ofPivot(SagaEvent.StepEvent event, boolean closing) {
        return Optional.ofNullable(
                switch (event) {
                    case SagaEvent.StepSucceeded e -> closing ? PIVOT_FOUND_DONE_WHEN_CLOSED : PIVOT_PASSED;
                    case SagaEvent.StepRejected e -> closing ? PIVOT_FOUND_REFUSED_WHEN_CLOSED : PIVOT_REFUSED;
                    case SagaEvent.StepClosed e -> PIVOT_CLOSED_FOR_GOOD;
                    case SagaEvent.StepStuck e -> PIVOT_STUCK;
                    case SagaEvent.StepEvent e -> null;
                });
    }
}
