package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AloneTest {
    private final Alone alone = new Alone();

    @Test
    void isNothingAsLongAsNothingIsKnown() {
        assertEquals(Duration.ZERO, alone.time());
    }

    @Test
    void isWhatTheFirstTook() {
        alone.took(Duration.ofMillis(1500), true);
        assertEquals(Duration.ofMillis(1500), alone.time());
    }

    @Test
    void followsWhatComes() {
        alone.took(Duration.ofMillis(50), true);
        for (int number = 0; number < 8; number++) {
            alone.took(Duration.ofMillis(2000), true);
        }
        assertTrue(alone.time().compareTo(Duration.ofMillis(1700)) > 0, () -> "only " + alone.time());
    }

    @Test
    void isNotMovedFarByOne() {
        for (int number = 0; number < 20; number++) {
            alone.took(Duration.ofMillis(1000), true);
        }
        alone.took(Duration.ofMillis(20), true);
        assertTrue(alone.time().compareTo(Duration.ofMillis(700)) > 0, () -> "only " + alone.time());
    }

    @Test
    void thoseBeforeACrowdTellOnlyUntilSomebodyIsCertain() {
        alone.took(Duration.ofMillis(900), false);
        assertEquals(Duration.ofMillis(900), alone.time());
        alone.took(Duration.ofMillis(50), true);
        assertEquals(Duration.ofMillis(50), alone.time());
        alone.took(Duration.ofMillis(900), false);
        assertEquals(Duration.ofMillis(50), alone.time());
    }
}
