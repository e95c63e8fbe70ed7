package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_ADOPTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_STARTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED;

import dev.roundtrip.local.ServiceName;

/** The orchestrator dies with the flight reserved and the hotel asked for. Its next incarnation books the rest. */
public record OrchestratorKilledOnTheWayForward() implements Scenario {
    @Override
    public String title() {
        return "The orchestrator is killed on the way forward, and restarted: the trip is booked";
    }

    @Override
    public Outcome play(Stage stage) {
        stage.pause(ServiceName.HOTEL);
        var tripId = stage.client().book(Wish.porto().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_SUCCEEDED, "flight");
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_STARTED, "hotel");
        stage.kill(ServiceName.ORCHESTRATOR);
        stage.resume(ServiceName.HOTEL);
        stage.restart(ServiceName.ORCHESTRATOR);
        stage.awaitEnd(tripId);
        return Outcome.of(stage.client(), tripId).expectBooked().expectEvent(TRIP_EVENT_TYPE_ADOPTED, "");
    }
}
