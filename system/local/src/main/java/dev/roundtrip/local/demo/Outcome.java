package dev.roundtrip.local.demo;

import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import java.util.ArrayList;
import java.util.List;

/** What came of a scenario: its trip, its history, and everything about them that was not as expected. */
public final class Outcome {
    private final Trip trip;
    private final List<TripEvent> events;
    private final List<String> surprises = new ArrayList<>();

    private Outcome(Trip trip, List<TripEvent> events) {
        this.trip = trip;
        this.events = List.copyOf(events);
    }

    /** Reads a trip that has ended. */
    static Outcome of(TripClient client, String tripId) {
        var events = client.watch(tripId);
        return new Outcome(client.get(tripId), events);
    }

    /** The trip as it ended. */
    public Trip trip() {
        return trip;
    }

    /** Everything that happened to it. */
    public List<TripEvent> events() {
        return events;
    }

    /** What was not as expected, in words; empty when all was. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }

    Outcome expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            surprises.add(what + " is " + actual + ", not " + expected);
        }
        return this;
    }

    Outcome expectBooked() {
        expect("the trip's status", TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        for (var step : trip.getStepsList()) {
            expect("the status of " + step.getName(), StepStatus.STEP_STATUS_SUCCEEDED, step.getStatus());
            expect(
                    step.getName() + " having a confirmation code",
                    true,
                    !step.getConfirmationCode().isEmpty());
        }
        return expect("the steps", List.of("flight", "hotel", "car"), stepNames());
    }

    Outcome expectUndone(String failedStep, String reason) {
        expect("the trip's status", TripStatus.TRIP_STATUS_COMPENSATED, trip.getStatus());
        expect("the step that failed", failedStep, trip.getFailure().getStep());
        return expect("the reason", reason, trip.getFailure().getReason());
    }

    /** Whether it was given back before the other was so much as asked to be. */
    Outcome expectGivenBackBefore(String first, String then) {
        var given = indexOf(TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATED, first);
        var asked = indexOf(TripEventType.TRIP_EVENT_TYPE_STEP_COMPENSATION_STARTED, then);
        return expect(first + " being given back before " + then, true, given >= 0 && asked > given);
    }

    Outcome expectEvent(TripEventType type, String step) {
        return expect(type + " of '" + step + "' being among the events", true, indexOf(type, step) >= 0);
    }

    Outcome expectNoEvent(TripEventType type, String step) {
        return expect(type + " of '" + step + "' being among the events", false, indexOf(type, step) >= 0);
    }

    private int indexOf(TripEventType type, String step) {
        for (var i = 0; i < events.size(); i++) {
            if (events.get(i).getType() == type && events.get(i).getStep().equals(step)) {
                return i;
            }
        }
        return -1;
    }

    private List<String> stepNames() {
        return trip.getStepsList().stream().map(TripStep::getName).toList();
    }
}
