package dev.roundtrip.bench.trips;

import static dev.roundtrip.bench.trips.SomeFigures.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Names;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    @Test
    void eachIsTakenAtItsBest() {
        assertEquals(
                "bench: engine_vs_dbos=6.00 engine_vs_dbos_failing=5.00 engine_vs_bare=0.60 system_vs_ceiling=0.75",
                new Headline(SomeFigures.ALL.closed()).line());
    }

    @Test
    void whoWasNotMeasuredIsNotSpokenOf() {
        var some = new Figures<>(
                List.of(measured(Names.ENGINE, Way.FORWARD, 1, 500), measured(Names.BARE, Way.FORWARD, 1, 1000)));
        assertEquals("bench: engine_vs_bare=0.50", new Headline(some).line());
    }
}
