package dev.roundtrip.chaos.load;

import com.google.protobuf.MessageLite;
import com.google.type.Money;
import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.chaos.load.RecordedTrip.Reserved;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripFailure;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import dev.roundtrip.wire.Dates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Two trips without a car, one booked and one undone: as the databases have them, and as they are shown when all is right. */
final class Samples {
    static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    static final BookTripRequest REQUEST = BookTripRequest.newBuilder(
                    new Stories(1, LocalDate.of(2030, 5, 17)).story(0).request())
            .setRequestId("one")
            .clearCar()
            .build();
    private static final Instant BEGIN = Instant.parse("2030-05-17T10:00:00.123456Z");
    private static final Money FLIGHT_PRICE = euros(118);
    private static final Money HOTEL_PRICE = euros(220);

    private Samples() {}

    private static Money euros(long units) {
        return Money.newBuilder().setCurrencyCode("EUR").setUnits(units).build();
    }

    private static Instant at(long sequence) {
        return BEGIN.plusMillis(sequence);
    }

    private static Event event(long sequence, String kind, String step, String reason, String message, byte[] payload) {
        int attempt = kind.endsWith("STARTED") && !step.isEmpty() && !kind.equals("COMPENSATION_STARTED") ? 1 : 0;
        return new Event(
                sequence, at(sequence), kind, step, attempt, sequence == 1 ? "car" : "", "", reason, message, payload);
    }

    private static Event event(long sequence, String kind, String step) {
        return event(sequence, kind, step, "", "", new byte[0]);
    }

    private static byte[] journalled(BookTripRequest request) {
        return request.toBuilder()
                .clearRequestId()
                .clearWait()
                .setCurrencyCode("EUR")
                .build()
                .toByteArray();
    }

    private static Event answered(long sequence, String step, MessageLite answer) {
        return event(sequence, "STEP_SUCCEEDED", step, "", "", answer.toByteArray());
    }

    private static Event flightReserved(long sequence) {
        return answered(
                sequence,
                "flight",
                FlightReservation.newBuilder()
                        .setConfirmationCode("FLIGHT")
                        .setPrice(FLIGHT_PRICE)
                        .build());
    }

    /** Booked with its sixth event. */
    static RecordedTrip booked() {
        return new RecordedTrip(
                ID,
                "one",
                "COMPLETED",
                List.of(
                        event(1, "SAGA_STARTED", "", "", "", journalled(REQUEST)),
                        event(2, "STEP_STARTED", "flight"),
                        flightReserved(3),
                        event(4, "STEP_STARTED", "hotel"),
                        answered(
                                5,
                                "hotel",
                                HotelReservation.newBuilder()
                                        .setConfirmationCode("HOTEL")
                                        .setPrice(HOTEL_PRICE)
                                        .build()),
                        event(6, "SAGA_COMPLETED", "")),
                Map.of(
                        "flight", new Reserved("FLIGHT", new BigDecimal("118.00"), "EUR", true),
                        "hotel", new Reserved("HOTEL", new BigDecimal("220.00"), "EUR", true)));
    }

    /** Undone with its ninth event: there was no room. */
    static RecordedTrip undone() {
        return new RecordedTrip(
                ID,
                "one",
                "COMPENSATED",
                List.of(
                        event(1, "SAGA_STARTED", "", "", "", journalled(REQUEST)),
                        event(2, "STEP_STARTED", "flight"),
                        flightReserved(3),
                        event(4, "STEP_STARTED", "hotel"),
                        event(5, "STEP_REJECTED", "hotel", "SOLD_OUT", "No room is left.", new byte[0]),
                        event(6, "COMPENSATION_STARTED", "hotel", "SOLD_OUT", "No room is left.", new byte[0]),
                        event(7, "STEP_COMPENSATION_STARTED", "flight"),
                        event(8, "STEP_COMPENSATED", "flight"),
                        event(9, "SAGA_COMPENSATED", "")),
                Map.of("flight", new Reserved("FLIGHT", new BigDecimal("118.00"), "EUR", false)));
    }

    /** The same with one event changed. */
    static RecordedTrip with(RecordedTrip trip, long sequence, UnaryOperator<Event> change) {
        var events = new ArrayList<Event>();
        trip.events().forEach(event -> events.add(event.sequence() == sequence ? change.apply(event) : event));
        return new RecordedTrip(trip.id(), trip.requestId(), trip.status(), events, trip.reservations());
    }

    /** The booked trip, as it is shown at its end. */
    static Trip shownBooked() {
        return shown(TripStatus.TRIP_STATUS_COMPLETED, 6)
                .setEndTime(Dates.toTimestamp(at(6)))
                .setTotalPrice(euros(338))
                .addSteps(reserved("flight", "FLIGHT", FLIGHT_PRICE))
                .addSteps(reserved("hotel", "HOTEL", HOTEL_PRICE))
                .addSteps(step("car", StepStatus.STEP_STATUS_SKIPPED))
                .build();
    }

    /** Either trip, as it is shown when it has its flight. */
    static Trip shownUnderWay() {
        return shown(TripStatus.TRIP_STATUS_RUNNING, 4)
                .addSteps(reserved("flight", "FLIGHT", FLIGHT_PRICE))
                .addSteps(step("hotel", StepStatus.STEP_STATUS_RUNNING))
                .addSteps(step("car", StepStatus.STEP_STATUS_SKIPPED))
                .build();
    }

    /** The other one, as it is shown at its end. */
    static Trip shownUndone() {
        return shown(TripStatus.TRIP_STATUS_COMPENSATED, 9)
                .setEndTime(Dates.toTimestamp(at(9)))
                .setFailure(TripFailure.newBuilder()
                        .setStep("hotel")
                        .setReason("SOLD_OUT")
                        .setMessage("No room is left."))
                .addSteps(step("flight", StepStatus.STEP_STATUS_COMPENSATED))
                .addSteps(step("hotel", StepStatus.STEP_STATUS_REJECTED))
                .addSteps(step("car", StepStatus.STEP_STATUS_SKIPPED))
                .build();
    }

    private static Trip.Builder shown(TripStatus status, long sequence) {
        return Trip.newBuilder()
                .setTripId(ID.toString())
                .setRequestId("one")
                .setTraveller(REQUEST.getTraveller())
                .setStatus(status)
                .setLastSequence(sequence)
                .setCreateTime(Dates.toTimestamp(at(1)));
    }

    private static TripStep reserved(String step, String code, Money price) {
        return step(step, StepStatus.STEP_STATUS_SUCCEEDED).toBuilder()
                .setConfirmationCode(code)
                .setPrice(price)
                .build();
    }

    private static TripStep step(String name, StepStatus status) {
        return TripStep.newBuilder().setName(name).setStatus(status).build();
    }

    /** The other trip's history, as it is watched. */
    static List<TripEvent> watchedUndone() {
        return List.of(
                watched(1, "TRIP_STARTED", "").build(),
                watched(2, "STEP_STARTED", "flight").setAttempt(1).build(),
                watched(3, "STEP_SUCCEEDED", "flight")
                        .setMessage("RT900, FLIGHT")
                        .build(),
                watched(4, "STEP_STARTED", "hotel").setAttempt(1).build(),
                watched(5, "STEP_REJECTED", "hotel")
                        .setReason("SOLD_OUT")
                        .setMessage("No room is left.")
                        .build(),
                watched(6, "COMPENSATION_STARTED", "hotel")
                        .setReason("SOLD_OUT")
                        .setMessage("No room is left.")
                        .build(),
                watched(7, "STEP_COMPENSATION_STARTED", "flight").setAttempt(1).build(),
                watched(8, "STEP_COMPENSATED", "flight").build(),
                watched(9, "TRIP_COMPENSATED", "").build());
    }

    private static TripEvent.Builder watched(long sequence, String type, String step) {
        return TripEvent.newBuilder()
                .setSequence(sequence)
                .setTime(Dates.toTimestamp(at(sequence)))
                .setType(TripEventType.valueOf("TRIP_EVENT_TYPE_" + type))
                .setStep(step);
    }

    /** A participant's no. */
    static Rejection soldOut() {
        return Rejection.newBuilder().setReason("SOLD_OUT").build();
    }
}
