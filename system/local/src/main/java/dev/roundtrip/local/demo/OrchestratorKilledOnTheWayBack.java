package dev.roundtrip.local.demo;

import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_ADOPTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATION_STARTED;
import static dev.roundtrip.trip.v1.TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED;

import dev.roundtrip.local.ServiceName;

/** The orchestrator dies while the flight is being given back. Its next incarnation sees to it that it is. */
public record OrchestratorKilledOnTheWayBack() implements Scenario {
    @Override
    public String title() {
        return "The orchestrator is killed on the way back, and restarted: nothing is left of the trip";
    }

    @Override
    public Outcome play(Stage stage) {
        stage.pause(ServiceName.HOTEL);
        var tripId =
                stage.client().book(Wish.withoutARoom().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_SUCCEEDED, "flight");
        stage.pause(ServiceName.FLIGHT);
        stage.resume(ServiceName.HOTEL);
        stage.awaitEvent(tripId, TRIP_EVENT_TYPE_STEP_COMPENSATION_STARTED, "flight");
        stage.kill(ServiceName.ORCHESTRATOR);
        stage.resume(ServiceName.FLIGHT);
        stage.restart(ServiceName.ORCHESTRATOR);
        stage.awaitEnd(tripId);
        return Outcome.of(stage.client(), tripId)
                .expectUndone("hotel", "SOLD_OUT")
                .expectEvent(TRIP_EVENT_TYPE_ADOPTED, "")
                .expectGivenBackBefore("car", "flight");
    }
}
