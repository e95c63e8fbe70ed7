package dev.roundtrip.bench.inflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.inflight.Curve.Point;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Contender;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InflightPageTest {
    private static final Inflight SOME = new Inflight(
            new Curve(List.of(new Point(0, 0), new Point(2, 500), new Point(4, 1000))),
            new Waiting(
                    990,
                    Duration.ofSeconds(10),
                    new Cost.Spent(
                            25,
                            1,
                            Map.of(
                                    Contender.FRONT, Duration.ofSeconds(5),
                                    Contender.STUBS, Duration.ofSeconds(1),
                                    Cost.POSTGRES, Duration.ofMillis(100),
                                    Cost.CLIENT, Duration.ZERO))),
            new Held(100, 400),
            new Curve(List.of(new Point(0, 0), new Point(6, 0), new Point(16, 1000))),
            new Held(120, 500),
            new Curve(List.of(new Point(0, 0), new Point(0.5, 1000))),
            new Tally(1000, 1000, 1000, 1000, 1001, 40_500));

    private static final InflightPage PAGE = new InflightPage(
            SOME,
            "UNAVAILABLE",
            new TreeMap<>(Map.of("roundtrip.engine.max-in-flight", "1000")),
            new Machine(new LinkedHashMap<>(Map.of("processors", "two of a kind"))));

    @Test
    void theRunIsToldInOneLine() {
        assertEquals(
                "inflight: sagas=1000 starts_per_s=250 heap_mb=100 rss_mb=400 adopted_per_s=100 ended_per_s=2000 lost=0",
                SOME.line());
    }

    @Test
    void thePageHasNoPlaceLeftOpen() {
        var text = PAGE.text();
        assertFalse(text.contains("{{"), text);
        assertTrue(text.contains(SOME.line()), text);
        assertTrue(text.contains("Every cancel is answered UNAVAILABLE at once"), text);
        assertTrue(text.contains("| `roundtrip.engine.max-in-flight` | 1000 |"), text);
        assertTrue(text.contains("| the first, before it is killed | 100 | 400 |"), text);
        assertTrue(text.contains("| 0.50 | 0.10 | 0.01 | 0.00 | 2.5 |"), text);
        assertTrue(text.contains("| adopted | 1,000 | 6.0 | 16.0 | 100 |"), text);
        assertTrue(text.contains("1,001 adoptions, and 40.5 events"), text);
        assertTrue(text.contains("| processors | two of a kind |"), text);
    }

    @Test
    void everyLookIsKept() {
        var lines = PAGE.csv().lines().toList();
        assertEquals("curve,seconds,sagas", lines.getFirst());
        assertEquals(1 + 3 + 3 + 2, lines.size());
        assertEquals("adopted,16.000,1000", lines.get(6));
    }

    @Test
    void aLongCurveIsDrawnInWiderSteps() {
        assertEquals(1, InflightPage.width(4));
        assertEquals(1, InflightPage.width(60));
        assertEquals(2, InflightPage.width(61));
        assertEquals(20, InflightPage.width(1100));
        // 4, 16 and 1 seconds.
        assertEquals(4 + 16 + 1, PAGE.plot().split("<circle", -1).length - 1);
    }
}
