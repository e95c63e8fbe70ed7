package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.load.Look.Window;
import dev.roundtrip.bench.load.Meter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final Cell CELL = new Cell("service", "hot", 16);

    @Test
    void figuresAreOfOnePair() {
        var meter = new Meter();
        for (var i = 0; i < 100; i++) {
            meter.reserved(2_000_000);
            meter.cancelled(1_000_000);
        }
        meter.refusedAsBusy();
        var cost = new Cost.Spent(
                250,
                100_000,
                Map.of(
                        Measurement.SERVICE, Duration.ofMillis(50),
                        Cost.POSTGRES, Duration.ofMillis(25),
                        Cost.CLIENT, Duration.ofMillis(10)));
        var measured = Measurement.of(1, CELL, new Window<>(Duration.ofMillis(500), meter.read(), cost));

        assertEquals(200, measured.pairsPerSecond(), 1e-9);
        assertEquals(2, measured.reserve().p50(), 0.01);
        assertEquals(1, measured.cancel().p99(), 0.01);
        assertEquals(1, measured.busy());
        assertEquals(2.5, measured.cost().transactions(), 1e-9);
        assertEquals(1000, measured.cost().walBytes(), 1e-9);
        assertEquals(0.5, measured.cost().serviceCpu(), 1e-9);
        assertEquals(0.25, measured.cost().postgresCpu(), 1e-9);
        assertEquals(0.1, measured.cost().clientCpu(), 1e-9);
    }
}
