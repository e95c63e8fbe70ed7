package dev.roundtrip.bench.participants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Measurement;
import dev.roundtrip.bench.report.Measurement.PairCost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Figures<Measurement> FIGURES = new Figures<>(List.of(
            measured("service", Shape.HOT, 1, 500),
            measured("service", Shape.HOT, 16, 900),
            measured("sql-20", Shape.HOT, 1, 800),
            measured("sql-8", Shape.HOT, 16, 1000),
            measured("service", Shape.MANY, 16, 3000),
            measured("tight-20", Shape.MANY, 16, 4000)));

    private static Measurement measured(String contender, String shape, int concurrency, double rate) {
        return new Measurement(
                1,
                new Cell(contender, shape, concurrency),
                rate,
                new Latency(1.25, 2.5, 5),
                new Latency(0.75, 1.5, 3),
                3,
                new PairCost(2, 1234, 0.5, 0.25, 0.125));
    }

    @Test
    void theLineComparesEachAtItsBest() {
        assertEquals(
                "bench-participants: hot_vs_sql=0.90 many_vs_sql=0.75 hot_per_s=900 many_per_s=3000",
                Headline.of(FIGURES).line());
    }

    @Test
    void thePageHasNoPlaceLeftOpen() {
        var text = new Page(
                        FIGURES, new Machine(new LinkedHashMap<>(Map.of("processors", "two of a kind"))), Plan.smoke())
                .text();
        assertFalse(text.contains("{{"), text);
        assertTrue(
                text.contains(
                        "| hot | 900 (900 to 900), 16 at once | 1,000 (1,000 to 1,000), 16 at once, `sql-8` | 0.90 |"),
                text);
        assertTrue(text.contains("| 16 | `service` | 3,000 (3,000 to 3,000) | 1.3 / 2.5 | 0.8 / 1.5 |"), text);
        assertTrue(text.contains("| processors | two of a kind |"), text);
        assertTrue(text.contains("RESOURCE_EXHAUSTED: 18."), text);
    }
}
