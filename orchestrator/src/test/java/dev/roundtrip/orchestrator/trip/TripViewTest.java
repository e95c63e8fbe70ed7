package dev.roundtrip.orchestrator.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.type.Money;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.orchestrator.journal.RecordedTrip;
import dev.roundtrip.orchestrator.journal.SagaRecord;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.wire.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a traveller is shown, whatever the journal holds. */
class TripViewTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");
    private static final Definition TRIP = SagaBlueprint.named("trip", 1, new BookTripRequestCodec())
            .within(Duration.ofMinutes(10))
            .step(TripSaga.FLIGHT, call -> null)
            .undoneBy(call -> null)
            .step(TripSaga.HOTEL, call -> null)
            .undoneBy(call -> null)
            .after(TripSaga.FLIGHT)
            .build()
            .definition();
    private static final OperatorNote NOTE = new OperatorNote("ops@example.org", "Ticket 7.");
    private static final Payload REQUEST = payload(BookTripRequest.newBuilder()
            .setTraveller(Traveller.newBuilder().setName("Ana Silva"))
            .build());
    private static final Payload GARBAGE = Payload.of(new byte[] {(byte) 0xff});

    private static Payload payload(Message message) {
        return Payload.of(message.toByteArray());
    }

    private static Payload flight(Money.Builder price) {
        return payload(FlightReservation.newBuilder()
                .setConfirmationCode("F1")
                .setPrice(price)
                .build());
    }

    private static Payload hotel(Money.Builder price) {
        return payload(HotelReservation.newBuilder()
                .setConfirmationCode("H1")
                .setPrice(price)
                .build());
    }

    private static Money.Builder euros(long units) {
        return Money.newBuilder().setCurrencyCode("EUR").setUnits(units);
    }

    private static Trip booked(Payload request, Payload flight, Payload hotel) {
        return view(
                request,
                new SagaEvent.StepStarted(AT, TripSaga.FLIGHT, 1),
                new SagaEvent.StepSucceeded(AT, TripSaga.FLIGHT, flight),
                new SagaEvent.StepStarted(AT, TripSaga.HOTEL, 1),
                new SagaEvent.StepSucceeded(AT, TripSaga.HOTEL, hotel),
                new SagaEvent.SagaCompleted(AT));
    }

    private static Trip view(Payload request, SagaEvent... events) {
        var history = new ArrayList<SagaEvent>();
        history.add(new SagaEvent.SagaStarted(AT, request, Set.of(), AT.plusSeconds(600)));
        history.addAll(List.of(events));
        return TripView.of(Saga.replay(ID, TRIP, history), "request-1");
    }

    @Test
    void whatWasReservedIsTold() {
        var trip = booked(REQUEST, flight(euros(100)), hotel(euros(50)));
        assertEquals("Ana Silva", trip.getTraveller().getName());
        assertEquals("F1", trip.getSteps(0).getConfirmationCode());
        assertEquals(150, trip.getTotalPrice().getUnits());
    }

    @Test
    void anAnswerThatCannotBeReadHidesNothingElse() {
        var trip = booked(REQUEST, GARBAGE, hotel(euros(50)));
        assertEquals(StepStatus.STEP_STATUS_SUCCEEDED, trip.getSteps(0).getStatus());
        assertEquals("", trip.getSteps(0).getConfirmationCode());
        assertEquals("H1", trip.getSteps(1).getConfirmationCode());
        assertEquals(50, trip.getTotalPrice().getUnits());
        var event = TripEventView.of(3, new SagaEvent.StepSucceeded(AT, TripSaga.FLIGHT, GARBAGE));
        assertEquals("What was answered can't be read.", event.getMessage());
    }

    @Test
    void pricesThatDoNotAddUpAreNotAddedUp() {
        assertFalse(booked(REQUEST, flight(euros(Long.MAX_VALUE)), hotel(euros(Long.MAX_VALUE)))
                .hasTotalPrice());
        assertFalse(booked(REQUEST, flight(euros(1)), hotel(euros(1).setCurrencyCode("USD")))
                .hasTotalPrice());
    }

    @Test
    void whatHasNoPriceIsNotAddedUp() {
        assertEquals(
                100,
                booked(REQUEST, flight(euros(100)), Payload.empty())
                        .getTotalPrice()
                        .getUnits());
        var free = booked(REQUEST, Payload.empty(), Payload.empty());
        assertFalse(free.hasTotalPrice());
        assertFalse(free.getSteps(0).hasPrice());
    }

    @Test
    void aTripOfWhichNoAnswerCanBeReadHasNoPrice() {
        assertFalse(booked(REQUEST, GARBAGE, GARBAGE).hasTotalPrice());
    }

    @Test
    void aRequestThatCannotBeReadHidesNothingElse() {
        var trip = booked(GARBAGE, flight(euros(1)), hotel(euros(1)));
        assertFalse(trip.hasTraveller());
        assertEquals("F1", trip.getSteps(0).getConfirmationCode());
    }

    @Test
    void aHistoryThatCannotBeReadLeavesWhereTheTripStands() {
        var ended = AT.plusSeconds(3);
        var trip = TripView.of(new RecordedTrip(
                new SagaRecord(
                        ID,
                        "request-1",
                        new DefinitionVersion("trip", 9),
                        SagaStatus.COMPENSATED,
                        8,
                        new SagaRecord.Owner(UUID.randomUUID(), Optional.empty()),
                        false,
                        false,
                        Optional.empty(),
                        false,
                        AT,
                        Optional.of(ended)),
                Optional.empty()));
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, trip.getStatus());
        assertEquals(Dates.toTimestamp(AT), trip.getCreateTime());
        assertEquals(Dates.toTimestamp(ended), trip.getEndTime());
        assertEquals(8, trip.getLastSequence());
    }

    @Test
    void whoForcedATripBackIsNotTold() {
        var cause = new Cause("", Cause.FORCED_BY_OPERATOR, NOTE.toString());
        var turned = new SagaEvent.CompensationStarted(AT, cause, Set.of());
        var trip = view(REQUEST, new SagaEvent.CompensationForced(AT, NOTE), turned);
        assertEquals("FORCED_BY_OPERATOR", trip.getFailure().getReason());
        assertFalse(trip.toString().contains(NOTE.by()), trip.toString());
        var event = TripEventView.of(3, turned);
        assertFalse(event.toString().contains(NOTE.by()), event.toString());
        assertTrue(event.getMessage().contains("operator"), event.getMessage());
    }

    @Test
    void aClassOfCarsThatThisReleaseDoesNotKnowIsACar() {
        var car = CarReservation.newBuilder().setLocation("OPO");
        assertEquals("car at OPO", description(car.setCarClassValue(99).build()));
        assertEquals(
                "van at OPO",
                description(car.setCarClass(CarClass.CAR_CLASS_VAN).build()));
    }

    private static String description(CarReservation car) {
        return Reservation.of(TripSaga.CAR, payload(car)).orElseThrow().description();
    }
}
