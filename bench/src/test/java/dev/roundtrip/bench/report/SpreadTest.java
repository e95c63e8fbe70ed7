package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertEquals(new Spread(3, 1, 9), Spread.of(List.of(9.0, 1.0, 3.0)));
    }

    @Test
    void orHalfWayBetweenTheTwoInTheMiddle() {
        assertEquals(new Spread(4, 1, 9), Spread.of(List.of(5.0, 9.0, 1.0, 3.0)));
    }
}
