package dev.roundtrip.bench.front;

import com.google.type.Money;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripFailure;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a traveller is answered, field by field what the orchestrator answers.
 *
 * @param calls of the trip
 * @param begin when it was asked for
 */
public record TripAnswers(ParticipantCalls calls, Instant begin) {
    private static final String CAR_CLASS = "CAR_CLASS_";
    private static final int EVENTS_FORWARD = 8;
    private static final int EVENTS_BACK = 13;

    /** All of it was reserved. */
    public BookTripResponse booked(FlightReservation flight, HotelReservation hotel, CarReservation car) {
        var total = Stream.of(flight.getPrice(), hotel.getPrice(), car.getPrice())
                .map(Amounts::toDecimal)
                .reduce((one, other) -> one.add(other))
                .orElseThrow();
        return response(trip(TripStatus.TRIP_STATUS_COMPLETED, EVENTS_FORWARD)
                .addSteps(reserved(
                        Steps.FLIGHT,
                        flight.getConfirmationCode(),
                        flight.getPrice(),
                        flight.getFlightNumber() + " " + flight.getOrigin() + "-" + flight.getDestination()))
                .addSteps(reserved(Steps.HOTEL, hotel.getConfirmationCode(), hotel.getPrice(), hotel.getHotelId()))
                .addSteps(reserved(Steps.CAR, car.getConfirmationCode(), car.getPrice(), described(car)))
                .setTotalPrice(Amounts.toMoney(total, ParticipantCalls.CURRENCY)));
    }

    /** There was no car, and so flight and hotel were given back. */
    public BookTripResponse withoutCar(Rejection rejection) {
        return response(trip(TripStatus.TRIP_STATUS_COMPENSATED, EVENTS_BACK)
                .addSteps(at(Steps.FLIGHT, StepStatus.STEP_STATUS_COMPENSATED))
                .addSteps(at(Steps.HOTEL, StepStatus.STEP_STATUS_COMPENSATED))
                .addSteps(at(Steps.CAR, StepStatus.STEP_STATUS_REJECTED))
                .setFailure(TripFailure.newBuilder()
                        .setStep(Steps.CAR)
                        .setReason(rejection.getReason())
                        .setMessage(rejection.getMessage())));
    }

    private Trip.Builder trip(TripStatus status, int events) {
        return Trip.newBuilder()
                .setTripId(calls.sagaId())
                .setRequestId(calls.trip().getRequestId())
                .setStatus(status)
                .setCreateTime(Dates.toTimestamp(begin))
                .setEndTime(Dates.toTimestamp(Instant.now()))
                .setLastSequence(events)
                .setTraveller(calls.trip().getTraveller());
    }

    private static TripStep.Builder reserved(String name, String code, Money price, String description) {
        return at(name, StepStatus.STEP_STATUS_SUCCEEDED)
                .setConfirmationCode(code)
                .setPrice(price)
                .setDescription(description);
    }

    private static TripStep.Builder at(String name, StepStatus status) {
        return TripStep.newBuilder().setName(name).setStatus(status).setAttempts(1);
    }

    private static String described(CarReservation car) {
        var size = car.getCarClass().name().substring(CAR_CLASS.length()).toLowerCase(Locale.ROOT);
        return size + " at " + car.getLocation();
    }

    private static BookTripResponse response(Trip.Builder trip) {
        return BookTripResponse.newBuilder().setTrip(trip).build();
    }
}
