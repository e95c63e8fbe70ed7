package dev.roundtrip.bench.trips;

import static dev.roundtrip.bench.trips.SomeFigures.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.stage.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AloneTest {
    private static final List<TripMeasurement> ALL = List.of(
            took(Names.BARE, Way.FORWARD, 0.5),
            took(Names.BARE, Way.FAILING, 0.75),
            took(Names.ENGINE, Way.FORWARD, 4),
            took(Names.ENGINE, Way.FORWARD, 5),
            took(Names.ENGINE, Way.FORWARD, 9),
            took(Names.ENGINE, Way.FAILING, 6.25),
            measured(Names.ENGINE, Way.FORWARD, 64, 3000));

    @Test
    void aTripMayTakeItsCallsItsCommitsAndAMillisecond() {
        var alone = Alone.in(figures(ALL, 1.5)).orElseThrow();
        assertEquals(
                "alone: engine_p50_ms=5.00 allowed_ms=4.50 failing_p50_ms=6.25 allowed_failing_ms=6.25 commit_ms=1.50",
                alone.line());
        assertTrue(alone.table().contains("| forward | 0.50 | 2 | 1.50 | 4.50 | 5.00 |"), alone.table());
        assertTrue(alone.table().contains("| failing | 0.75 | 3 | 1.50 | 6.25 | 6.25 |"), alone.table());
    }

    @Test
    void nothingIsSaidOfWhatWasNotMeasured() {
        assertTrue(Alone.in(figures(ALL, 0)).isEmpty(), "no commits");
        for (var left : ALL.subList(0, 2)) {
            var some = new ArrayList<>(ALL);
            some.remove(left);
            assertTrue(Alone.in(figures(some, 1.5)).isEmpty(), left.toString());
        }
        assertFalse(Alone.in(figures(ALL, 1.5)).isEmpty());
    }

    private static TripFigures figures(List<TripMeasurement> closed, double commitMillis) {
        return new TripFigures(new Figures<>(closed), new Figures<>(List.of()), Map.of(), commitMillis);
    }

    private static TripMeasurement took(String contender, Way way, double p50) {
        var like = measured(contender, way, 1, 100);
        return new TripMeasurement(
                like.round(),
                like.cell(),
                like.perSecond(),
                new Latency(p50, 2 * p50, 3 * p50),
                like.refused(),
                like.cost(),
                like.frontMebibytes());
    }
}
