package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_CANCEL_REQUESTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED;

import dev.roundtrip.local.ServiceName;

/** The traveller changes their mind with the flight reserved and the hotel's answer still out. */
public record TravellerCancels() implements Scenario {
    @Override
    public String title() {
        return "The traveller cancels while the trip runs: nothing is left of it";
    }

    @Override
    public Outcome play(Stage stage) {
        stage.pause(ServiceName.HOTEL);
        var tripId = stage.client().book(Wish.porto().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_SUCCEEDED, "flight");
        stage.client().cancel(tripId);
        stage.resume(ServiceName.HOTEL);
        stage.awaitEnd(tripId);
        return Outcome.of(stage.client(), tripId)
                .expectUndone("", "CANCELLED")
                .expectEvent(TRIP_EVENT_TYPE_CANCEL_REQUESTED, "")
                .expectGivenBackBefore("hotel", "flight");
    }
}
