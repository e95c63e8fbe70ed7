package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapReadingTest {
    @Test
    void growthIsThatOfTheProcessThatGrewMost() {
        var before = reading(List.of(Map.of("one", 120L, "other", 100L)));
        var after = reading(List.of(Map.of("one", 100L, "other", 150L)));
        assertEquals(0.5, after.growthSince(before), 1e-9);
    }

    @Test
    void whatIsHeldIsTheMedian() {
        var reading = reading(List.of(Map.of("one", 3L), Map.of("one", 1_000L), Map.of("one", 2L)));
        assertEquals(Map.of("one", 3L), reading.bytes());
    }

    @Test
    void nothingReadIsNoReading() {
        assertThrows(IllegalArgumentException.class, () -> reading(List.of()));
    }

    private static HeapReading reading(List<Map<String, Long>> rounds) {
        return new HeapReading("once", rounds);
    }
}
