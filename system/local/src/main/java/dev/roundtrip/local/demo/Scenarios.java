package dev.roundtrip.local.demo;

import java.util.List;

/** What is shown, and tested. */
public final class Scenarios {
    private Scenarios() {}

    /** All of them, in the order of the demo. */
    public static List<Scenario> all() {
        return List.of(
                new EverythingIsThere(),
                new HotelSoldOut(),
                new FlightSoldOut(),
                new ParticipantKilled(),
                new OrchestratorKilledOnTheWayForward(),
                new OrchestratorKilledOnTheWayBack(),
                new SameRequestTwice(),
                new TravellerCancels());
    }
}
