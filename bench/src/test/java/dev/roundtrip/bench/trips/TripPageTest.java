package dev.roundtrip.bench.trips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripPageTest {
    private static final Machine MACHINE = new Machine(new LinkedHashMap<>(Map.of("processors", "two of a kind")));

    @Test
    void thePageHasNoPlaceLeftOpen() {
        var text = new TripPage(SomeFigures.ALL, MACHINE, Plan.quick()).text();
        assertFalse(text.contains("{{"), text);
        assertTrue(text.contains("engine_vs_dbos=6.00"), text);
        assertTrue(
                text.contains("| `engine` | 6,000, 64 callers | 2,000, 64 callers | 1.25 / 2.50 | 0.50 | 0.44 | 300 |"),
                text);
        assertTrue(text.contains("| 64 | `dbos` | 1,000 (1,000 to 1,000) | 1.25 / 2.50 / 5.00 | 7 |"), text);
        assertTrue(text.contains("| offered-50% | `engine` | 3,000 | 3,000 (3,000 to 3,000) |"), text);
        assertTrue(text.contains("Not measured with one caller"), text);
        assertTrue(text.contains("| processors | two of a kind |"), text);
    }

    @Test
    void theTableAlsoGoesIntoItsPlaceInAnotherPage(@TempDir Path folder) throws IOException {
        var readme = folder.resolve("README.md");
        var before = "before\n<!-- figures of make bench -->\n";
        var after = "\n<!-- end of figures of make bench -->\nafter\n";
        Files.writeString(readme, before + "none yet" + after);
        new TripResults(folder, Optional.of(readme))
                .write(
                        SomeFigures.ALL,
                        MACHINE,
                        Plan.smoke(Names.ALL).narrowedBy(Map.of(Plan.CONCURRENCY_SETTING, "64")));
        assertEquals(
                before + new TripPage(SomeFigures.ALL, MACHINE, Plan.smoke(Names.ALL)).best() + after,
                Files.readString(readme));
        assertTrue(Files.exists(folder.resolve("bench/throughput.svg")));
    }
}
