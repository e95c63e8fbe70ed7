package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.bench.report.Measurement.PairCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void aLineHasAFieldForEachName() {
        var measured = new Measurement(
                2,
                new Cell("service", "hot", 16),
                1234.56,
                new Latency(1, 2, 3),
                new Latency(3, 4, 5),
                5,
                new PairCost(2.5, 1000, 0.5, 0.25, 0.1));
        var lines = Csv.of(new Figures<>(List.of(measured))).lines().toList();
        assertEquals("2,service,hot,16,1234.6,1.000,2.000,3.000,4.000,5,2.500,1000,0.5000,0.2500,0.1000", lines.get(1));
        assertEquals(lines.get(0).split(",").length, lines.get(1).split(",").length);
    }
}
