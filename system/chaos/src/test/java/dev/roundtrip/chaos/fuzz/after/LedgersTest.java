package dev.roundtrip.chaos.fuzz.after;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.fuzz.after.Ledgers.Entry;
import dev.roundtrip.chaos.fuzz.after.Ledgers.Saga;
import dev.roundtrip.chaos.fuzz.after.Traces.Key;
import dev.roundtrip.local.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trip to a hotel, without a car, that someone was told of; and rows that may be there beside it. */
class LedgersTest {
    private static final UUID TRIP = UUID.randomUUID();
    private static final Map<String, Saga> SAGAS =
            Map.of(TRIP.toString(), new Saga(TRIP.toString(), "one", true, Set.of("car")));

    private final Traces traces = new Traces();
    private final List<Entry> entries = new ArrayList<>();

    @BeforeEach
    void theTripIsInOrder() {
        traces.booked(TRIP.toString());
        row(ServiceName.FLIGHT, TRIP, "flight");
        row(ServiceName.HOTEL, TRIP, "hotel");
    }

    private void row(ServiceName owner, UUID saga, String step) {
        entries.add(new Entry(new Key(owner, saga, step), true));
    }

    private void assertFound(String what) {
        var found = Ledgers.unexplained(SAGAS, entries, traces);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().startsWith(what), found::toString);
    }

    @Test
    void aTripsOwnRowsAreExplained() {
        assertEquals(List.of(), Ledgers.unexplained(SAGAS, entries, traces));
    }

    @Test
    void aRowOfNoTripIsFound() {
        row(ServiceName.FLIGHT, UUID.randomUUID(), "flight");
        assertFound("a call that was refused left a row: ");
    }

    @Test
    void aRowOfAStepThatTheTripDoesNotHaveIsFound() {
        row(ServiceName.CAR, TRIP, "car");
        assertFound("a call that was refused left a row under a trip that has no such step");
    }

    @Test
    void aRowOfAnotherParticipantsStepIsFound() {
        row(ServiceName.HOTEL, TRIP, "flight");
        assertFound("a call that was refused left a row under a trip that has no such step");
    }

    @Test
    void aTripNobodyWasToldOfIsFound() {
        assertTrue(
                Ledgers.unexplained(SAGAS, entries, new Traces()).getFirst().startsWith("a trip nobody was told of"));
    }
}
