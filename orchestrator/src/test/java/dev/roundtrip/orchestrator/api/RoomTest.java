package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {
    /** Such clocks begin anywhere. */
    private static final long NOW = Long.MAX_VALUE - 1;

    private final Room room = new Room(Duration.ofNanos(10), NOW);

    @Test
    void asManyComeInAsThereIsRoomFor() {
        room.is(2);
        assertTrue(room.takes(NOW));
        assertTrue(room.takes(NOW));
        assertTrue(room.takes(NOW), "one besides");
        assertFalse(room.takes(NOW));
    }

    @Test
    void untilSomebodyHasLookedThereIsRoom() {
        for (int i = 0; i < 1000; i++) {
            assertTrue(room.takes(NOW));
        }
    }

    @Test
    void oneComesInBesidesEveryNowAndThen() {
        room.is(0);
        assertTrue(room.takes(NOW));
        assertFalse(room.takes(NOW + 9));
        assertTrue(room.takes(NOW + 10));
        assertFalse(room.takes(NOW + 19));
        assertTrue(room.takes(NOW + 1000));
        assertFalse(room.takes(NOW + 1001));
    }

    @Test
    void whatIsSeenLaterCounts() {
        room.is(0);
        assertTrue(room.takes(NOW));
        assertFalse(room.takes(NOW));
        room.is(1);
        assertTrue(room.takes(NOW));
        assertFalse(room.takes(NOW));
    }
}
