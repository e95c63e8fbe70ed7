package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final Pace pace = new Pace();

    @Test
    void nothingDoneIsNoPace() {
        assertEquals(0, pace.best(BEGIN));
    }

    @Test
    void countsWhatIsDoneWithinOneSecond() {
        for (int at = 0; at < 100; at++) {
            pace.count(BEGIN.plusMillis(at * 10L));
        }
        assertEquals(100, pace.best(BEGIN.plusMillis(999)));
    }

    @Test
    void whatIsDoneInTwoSecondsIsNoFaster() {
        for (int at = 0; at < 200; at++) {
            pace.count(BEGIN.plusMillis(at * 10L));
        }
        assertEquals(100, pace.best(BEGIN.plusMillis(1999)));
    }

    @Test
    void remembersTheBestSecondForTenSeconds() {
        for (int at = 0; at < 50; at++) {
            pace.count(BEGIN);
        }
        pace.count(BEGIN.plusSeconds(5));
        assertEquals(50, pace.best(BEGIN.plusMillis(9999)));
        assertEquals(1, pace.best(BEGIN.plusSeconds(10)));
        assertEquals(0, pace.best(BEGIN.plusSeconds(15)));
    }

    @Test
    void aClockThatIsSetBackALittleLosesNothing() {
        pace.count(BEGIN.plusSeconds(3));
        pace.count(BEGIN);
        assertEquals(2, pace.best(BEGIN));
    }

    @Test
    void afterALeapOfTheClockItBeginsAnew() {
        pace.count(BEGIN.plusSeconds(3600));
        pace.count(BEGIN);
        assertEquals(1, pace.best(BEGIN));
    }
}
