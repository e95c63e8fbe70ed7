package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.bench.report.Plot.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void endsAtARoundNumber() {
        assertEquals(1000, Axis.roundUp(801));
        assertEquals(1000, Axis.roundUp(1000));
        assertEquals(2000, Axis.roundUp(1001));
        assertEquals(2500, Axis.roundUp(2001));
        assertEquals(5000, Axis.roundUp(4999));
    }

    @Test
    void beginsAtNoughtWhenItIsLinear() {
        var axis = Axis.of(Scale.LINEAR, List.of(new Spread(5, 4, 9)));
        assertEquals(0.5, axis.part(5));
        assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), axis.grid());
    }

    @Test
    void goesFromPowerToPowerWhenItIsLogarithmic() {
        var axis = Axis.of(Scale.LOGARITHMIC, List.of(new Spread(50, 20, 90), new Spread(2000, 300, 8000)));
        assertEquals(List.of(10.0, 100.0, 1000.0, 10_000.0), axis.grid());
        assertEquals(1.0 / 3, axis.part(100), 1e-9);
        assertEquals(0, axis.part(0));
        assertEquals(
                List.of("10", "100", "1,000", "10,000"),
                axis.grid().stream().map(axis::label).toList());
    }

    @Test
    void hasRoomForOneValueAlone() {
        var axis = Axis.of(Scale.LOGARITHMIC, List.of(new Spread(100, 100, 100)));
        assertEquals(List.of(100.0, 1000.0), axis.grid());
    }
}
