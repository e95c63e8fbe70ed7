package dev.roundtrip.bench.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.TripMeasurement;
import dev.roundtrip.bench.trips.TripMeasurement.TripCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicasPageTest {
    private static final Replicas SOME = new Replicas(new Figures<>(Stream.of(Way.values())
            .flatMap(way -> Stream.of(
                    measured(Names.ENGINE, way, 64, 2000),
                    measured(Names.TWO_ENGINES, way, 64, 1800),
                    measured(Names.ENGINE, way, 256, 3000),
                    measured(Names.TWO_ENGINES, way, 256, 3300)))
            .toList()));

    private static final ReplicasPage PAGE = new ReplicasPage(
            SOME, new Machine(new LinkedHashMap<>(Map.of("processors", "two of a kind"))), Plan.quickReplicas());

    @Test
    void twoAreHeldAgainstOneWithAsManyCallers() {
        assertEquals(
                "replicas: two_vs_one_forward_64=0.90 two_vs_one_forward_256=1.10"
                        + " two_vs_one_failing_64=0.90 two_vs_one_failing_256=1.10",
                SOME.line());
    }

    @Test
    void thePageHasNoPlaceLeftOpen(@TempDir Path folder) throws IOException {
        PAGE.write(folder);
        var text = Files.readString(folder.resolve("replicas.md"));
        assertFalse(text.contains("{{"), text);
        assertTrue(text.contains("| forward | 64 | 2,000 (2,000 to 2,000) | 1,800 (1,800 to 1,800) | 0.90 |"), text);
        // 2000 trips/s: with 0.1 commits and 3500 bytes each, and 0.25 and 0.5 ms of processor time.
        assertTrue(text.contains("| forward | 64 | `engine` | 200 | 10.0 | 7.0 | 3,500 | 0.250 | 0.50 | 1.00 |"), text);
        assertTrue(text.contains("| failing | 256 | `engine-2` | 330 |"), text);
        assertTrue(text.contains("| processors | two of a kind |"), text);
        assertTrue(Files.exists(folder.resolve("replicas/trips-per-second.svg")));
        assertEquals(
                1 + 8,
                Files.readAllLines(folder.resolve("replicas/closed-loop.csv")).size());
    }

    private static TripMeasurement measured(String contender, Way way, int callers, double perSecond) {
        return new TripMeasurement(
                1,
                new Cell(contender, way.label(), callers),
                perSecond,
                new Latency(1.25, 2.5, 5),
                0,
                new TripCost(
                        0.1,
                        3500,
                        Map.of(
                                Contender.FRONT, 0.5,
                                Contender.SERVICES, 0.0,
                                Cost.POSTGRES, 0.25,
                                Contender.STUBS, 0.0625,
                                Cost.CLIENT, 0.03)),
                300);
    }
}
