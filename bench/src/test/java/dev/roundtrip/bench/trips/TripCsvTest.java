package dev.roundtrip.bench.trips;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Names;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripCsvTest {
    @Test
    void aLineHasAFieldForEachName() {
        var figures = new Figures<>(List.of(SomeFigures.measured(Names.ENGINE, Way.FAILING, 16, 1234.56)));
        var lines = TripCsv.of(figures, "way", "concurrency").lines().toList();
        assertEquals(
                "1,engine,failing,16,1234.6,1.250,2.500,5.000,7,0.5000,1234,0.2500,0.0000,0.1250,0.0625,0.0300,300",
                lines.get(1));
        assertEquals(lines.get(0).split(",").length, lines.get(1).split(",").length);
    }
}
