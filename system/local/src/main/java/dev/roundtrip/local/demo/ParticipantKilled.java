package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_STARTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_UNKNOWN;

import dev.roundtrip.local.ServiceName;

/** The hotel service dies with the reservation in its hands, and comes back. */
public record ParticipantKilled() implements Scenario {
    @Override
    public String title() {
        return "The hotel service is killed while the trip runs, and brought back: the trip is booked";
    }

    @Override
    public Outcome play(Stage stage) {
        stage.pause(ServiceName.HOTEL);
        var tripId = stage.client().book(Wish.porto().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_STARTED, "hotel");
        stage.kill(ServiceName.HOTEL);
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_UNKNOWN, "hotel");
        stage.restart(ServiceName.HOTEL);
        stage.awaitEnd(tripId);
        return Outcome.of(stage.client(), tripId).expectBooked();
    }
}
