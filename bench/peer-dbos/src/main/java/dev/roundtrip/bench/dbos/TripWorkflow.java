package dev.roundtrip.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import dev.roundtrip.bench.front.ParticipantCalls;
import dev.roundtrip.bench.front.TripAnswers;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import java.time.Instant;

/** Three steps, each one call; when the third is refused, two more that give back what the first two took. */
final class TripWorkflow implements TripBooking {
    private final DBOS dbos;
    private final Participants participants;

    TripWorkflow(DBOS dbos, Participants participants) {
        this.dbos = dbos;
        this.participants = participants;
    }

    @Override
    @Workflow(name = "trip")
    public String book(String request) {
        var calls = new ParticipantCalls(Text.parse(BookTripRequest.parser(), request), DBOS.workflowId());
        return Text.of(book(calls, new TripAnswers(calls, Instant.now())));
    }

    private BookTripResponse book(ParticipantCalls calls, TripAnswers answers) {
        var flight = Text.parse(
                ReserveFlightResponse.parser(),
                dbos.runStep(() -> Text.of(participants.reserveFlight(calls.flight())), "reserveFlight"));
        require(flight.hasReservation(), "flight");
        var hotel = Text.parse(
                ReserveHotelResponse.parser(),
                dbos.runStep(() -> Text.of(participants.reserveHotel(calls.hotel())), "reserveHotel"));
        require(hotel.hasReservation(), "hotel");
        var car = Text.parse(
                ReserveCarResponse.parser(),
                dbos.runStep(() -> Text.of(participants.reserveCar(calls.car())), "reserveCar"));
        if (car.hasReservation()) {
            return answers.booked(flight.getReservation(), hotel.getReservation(), car.getReservation());
        }
        require(car.hasRejection(), "car");
        return giveBack(calls, answers, car.getRejection());
    }

    private BookTripResponse giveBack(ParticipantCalls calls, TripAnswers answers, Rejection rejection) {
        dbos.runStep(() -> participants.cancelHotel(calls.cancelHotel()), "cancelHotel");
        dbos.runStep(() -> participants.cancelFlight(calls.cancelFlight()), "cancelFlight");
        return answers.withoutCar(rejection);
    }

    private static void require(boolean asMeasured, String step) {
        if (!asMeasured) {
            throw new IllegalStateException("The " + step + " was refused, which is not what is measured.");
        }
    }
}
