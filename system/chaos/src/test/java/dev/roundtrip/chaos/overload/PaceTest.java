package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void ratesArePerSecond() {
        var pace = quarters(0, 10, 10, 10, 20, 20, 20, 20);
        assertEquals(55, pace.rate());
        assertEquals(80, pace.rateAfter(Duration.ofSeconds(1)));
        assertArrayEquals(new double[] {30, 80}, pace.perSecond());
    }

    @Test
    void theRateIsBackWhenASecondBeginsThatHasIt() {
        assertEquals(
                Optional.of(Duration.ofMillis(500)),
                quarters(0, 0, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25)
                        .until(100));
    }

    @Test
    void oneGoodSecondIsNotEnough() {
        var briefly = new int[40];
        Arrays.fill(briefly, 4, 8, 25);
        Arrays.fill(briefly, 20, 40, 25);
        assertEquals(Optional.of(Duration.ofSeconds(5)), quarters(briefly).until(100));
    }

    @Test
    void theRateMayNeverComeBack() {
        assertEquals(Optional.empty(), quarters(new int[40]).until(1));
        assertEquals(Optional.empty(), quarters(25, 25, 25, 25).until(100));
    }

    private static Pace quarters(int... counts) {
        return new Pace(Duration.ofMillis(250), counts);
    }
}
