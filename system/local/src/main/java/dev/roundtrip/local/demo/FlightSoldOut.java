package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_STARTED;

/** The flight, which comes first, has no seat. */
public record FlightSoldOut() implements Scenario {
    @Override
    public String title() {
        return "The flight is sold out: hotel and car are never asked for";
    }

    @Override
    public Outcome play(Stage stage) {
        var trip = stage.client().book(Wish.withoutASeat().request());
        return Outcome.of(stage.client(), trip.getTripId())
                .expectUndone("flight", "SOLD_OUT")
                .expectNoEvent(TRIP_EVENT_TYPE_STEP_STARTED, "hotel")
                .expectNoEvent(TRIP_EVENT_TYPE_STEP_STARTED, "car");
    }
}
