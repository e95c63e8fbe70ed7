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
        alone.took(Duration.ofMillis(1500));
        assertEquals(Duration.ofMillis(1500), alone.time());
    }

    @Test
    void followsWhatComes() {
        alone.took(Duration.ofMillis(50));
        for (int number = 0; number < 8; number++) {
            alone.took(Duration.ofMillis(2000));
        }
        assertTrue(alone.time().compareTo(Duration.ofMillis(1700)) > 0, () -> "only " + alone.time());
    }

    @Test
    void isNotMovedFarByOne() {
        for (int number = 0; number < 20; number++) {
            alone.took(Duration.ofMillis(1000));
        }
        alone.took(Duration.ofMillis(20));
        assertTrue(alone.time().compareTo(Duration.ofMillis(700)) > 0, () -> "only " + alone.time());
    }
}
