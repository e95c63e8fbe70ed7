package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.BookTripRequest;
import java.time.Duration;

/** What a traveller does besides booking. */
public sealed interface Plot {
    /** Nothing. */
    record Book() implements Plot {}

    /** Changes their mind, so long after the trip was accepted. */
    record ThenCancel(Duration after) implements Plot {}

    /** Sends the same request to two orchestrators at once. */
    record Twice() implements Plot {}

    /**
     * Uses the same request id for another trip.
     *
     * @param other that one
     * @param atOnce whether both are sent at the same time, and not one after the other
     */
    record OtherTrip(BookTripRequest other, boolean atOnce) implements Plot {}

    /** Asks for what can't be asked for. */
    record Nonsense() implements Plot {}
}
