package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED;

import dev.roundtrip.local.ServiceName;

/** The hotel has no room, and says so when flight and car are reserved already: it is held back that long. */
public record HotelSoldOut() implements Scenario {
    @Override
    public String title() {
        return "The hotel is sold out: car and flight are given back, in this order";
    }

    @Override
    public Outcome play(Stage stage) {
        stage.pause(ServiceName.HOTEL);
        var tripId =
                stage.client().book(Wish.withoutARoom().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_SUCCEEDED, "car");
        stage.resume(ServiceName.HOTEL);
        stage.awaitEnd(tripId);
        return Outcome.of(stage.client(), tripId)
                .expectUndone("hotel", "SOLD_OUT")
                .expectGivenBackBefore("car", "flight");
    }
}
