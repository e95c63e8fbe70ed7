package dev.roundtrip.orchestrator.trip;

import com.google.type.Money;
import dev.roundtrip.orchestrator.journal.RecordedTrip;
import dev.roundtrip.orchestrator.journal.SagaRecord;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepState;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripFailure;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A saga as its traveller sees it. */
public final class TripView {
    private static final BookTripRequestCodec CODEC = new BookTripRequestCodec();
    private static final BigDecimal MOST_UNITS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final String FORCED = "An operator had the trip undone.";

    private TripView() {}

    /** The trip as it was last committed: all that this release can read of it. */
    public static Trip of(RecordedTrip trip) {
        return trip.saga().map(saga -> of(saga, trip.row().requestId())).orElseGet(() -> of(trip.row()));
    }

    private static Trip of(SagaRecord row) {
        var trip = Trip.newBuilder()
                .setTripId(row.sagaId().toString())
                .setRequestId(row.requestId())
                .setStatus(status(row.status()))
                .setCreateTime(Dates.toTimestamp(row.startedAt()))
                .setLastSequence(row.lastSequence())
                .setPaused(row.paused());
        row.endedAt().ifPresent(end -> trip.setEndTime(Dates.toTimestamp(end)));
        return trip.build();
    }

    /** The trip that {@code saga} is. */
    public static Trip of(Saga saga, String requestId) {
        var trip = Trip.newBuilder()
                .setTripId(saga.id().toString())
                .setRequestId(requestId)
                .setStatus(status(saga.status()))
                .setCreateTime(Dates.toTimestamp(saga.startedAt()))
                .setLastSequence(saga.sequence())
                .setPaused(saga.pausedAt().isPresent());
        traveller(saga).ifPresent(trip::setTraveller);
        saga.steps().forEach((name, step) -> trip.addSteps(step(name, step)));
        saga.cause().ifPresent(cause -> trip.setFailure(failure(cause)));
        saga.endedAt().ifPresent(end -> trip.setEndTime(Dates.toTimestamp(end)));
        if (saga.status() == SagaStatus.COMPLETED) {
            total(trip.getStepsList()).ifPresent(trip::setTotalPrice);
        }
        return trip.build();
    }

    /** What the API calls a saga's status. */
    public static TripStatus status(SagaStatus status) {
        return switch (status) {
            case RUNNING -> TripStatus.TRIP_STATUS_RUNNING;
            case COMPENSATING -> TripStatus.TRIP_STATUS_COMPENSATING;
            case COMPLETED -> TripStatus.TRIP_STATUS_COMPLETED;
            case COMPENSATED -> TripStatus.TRIP_STATUS_COMPENSATED;
            case CLOSED_BY_OPERATOR -> TripStatus.TRIP_STATUS_CLOSED_BY_OPERATOR;
        };
    }

    /** The saga's status that the API calls so; empty for any. */
    public static Optional<SagaStatus> sagaStatus(TripStatus status) {
        return switch (status) {
            case TRIP_STATUS_RUNNING -> Optional.of(SagaStatus.RUNNING);
            case TRIP_STATUS_COMPENSATING -> Optional.of(SagaStatus.COMPENSATING);
            case TRIP_STATUS_COMPLETED -> Optional.of(SagaStatus.COMPLETED);
            case TRIP_STATUS_COMPENSATED -> Optional.of(SagaStatus.COMPENSATED);
            case TRIP_STATUS_CLOSED_BY_OPERATOR -> Optional.of(SagaStatus.CLOSED_BY_OPERATOR);
            case TRIP_STATUS_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static StepStatus status(dev.roundtrip.saga.core.StepStatus status) {
        return switch (status) {
            case PENDING -> StepStatus.STEP_STATUS_PENDING;
            case RUNNING -> StepStatus.STEP_STATUS_RUNNING;
            case SUCCEEDED -> StepStatus.STEP_STATUS_SUCCEEDED;
            case REJECTED -> StepStatus.STEP_STATUS_REJECTED;
            case COMPENSATING -> StepStatus.STEP_STATUS_COMPENSATING;
            case COMPENSATED -> StepStatus.STEP_STATUS_COMPENSATED;
            case SKIPPED -> StepStatus.STEP_STATUS_SKIPPED;
        };
    }

    private static TripStep step(String name, StepState state) {
        var step = TripStep.newBuilder()
                .setName(name)
                .setStatus(status(state.status()))
                .setStuck(state.stuck())
                .setAttempts(state.attempt());
        if (state.status() == dev.roundtrip.saga.core.StepStatus.SUCCEEDED && !state.byHand()) {
            Reservation.of(name, state.answer()).ifPresent(reservation -> tell(reservation, step));
        }
        return step.build();
    }

    private static void tell(Reservation reservation, TripStep.Builder step) {
        step.setConfirmationCode(reservation.confirmationCode()).setDescription(reservation.description());
        if (!reservation.price().getCurrencyCode().isEmpty()) {
            step.setPrice(reservation.price());
        }
    }

    private static TripFailure failure(Cause cause) {
        return TripFailure.newBuilder()
                .setStep(cause.step())
                .setReason(cause.reason())
                .setMessage(message(cause))
                .build();
    }

    /** In words for the traveller, who is not told which operator it was. */
    static String message(Cause cause) {
        return cause.reason().equals(Cause.FORCED_BY_OPERATOR) ? FORCED : cause.message();
    }

    /** Nobody carries on a saga whose request can't be read, but who looks at it sees the rest. */
    private static Optional<Traveller> traveller(Saga saga) {
        try {
            return Optional.of(CODEC.decode(saga.request()).getTraveller());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Every part was asked for in the trip's one currency, so prices add up. An answer that came from outside may have been anything:
     * what can't be read has no price, and what doesn't add up has no sum.
     */
    private static Optional<Money> total(List<TripStep> steps) {
        var prices = steps.stream()
                .filter(TripStep::hasPrice)
                .map(TripStep::getPrice)
                .toList();
        boolean addUp = prices.stream().map(Money::getCurrencyCode).distinct().count() == 1;
        return addUp
                ? prices.stream()
                        .map(Amounts::toDecimal)
                        .reduce(BigDecimal::add)
                        .filter(sum -> sum.abs().compareTo(MOST_UNITS) < 0)
                        .map(sum -> Amounts.toMoney(sum, prices.getFirst().getCurrencyCode()))
                : Optional.empty();
    }
}
