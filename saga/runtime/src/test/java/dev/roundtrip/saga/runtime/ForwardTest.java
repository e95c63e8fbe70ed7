package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Forward time = new Forward();

    @Test
    void isTheClocksAsLongAsThatIsNotSetBack() {
        assertEquals(NOON, time.at(NOON));
        assertEquals(NOON.plusSeconds(7), time.at(NOON.plusSeconds(7)));
    }

    @Test
    void standsStillWhileTheClockIsSetBackAndGoesOnWithIt() {
        time.at(NOON);
        assertEquals(NOON, time.at(NOON.minusSeconds(3600)));
        assertEquals(NOON.plusSeconds(5), time.at(NOON.minusSeconds(3595)));
    }

    @Test
    void doesSoEveryTime() {
        time.at(NOON);
        time.at(NOON.minusSeconds(60));
        assertEquals(NOON, time.at(NOON.minusSeconds(120)));
        assertEquals(NOON.plusSeconds(1), time.at(NOON.minusSeconds(119)));
    }
}
