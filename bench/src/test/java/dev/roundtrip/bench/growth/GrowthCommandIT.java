package dev.roundtrip.bench.growth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run there is, with a journal that has hardly grown: that there are figures, not which. */
@Tag("long")
class GrowthCommandIT {
    private static final int SAGAS = 2000;

    @Test
    void aRunMeasuresBothJournalsAndKeepsThePlans(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        new GrowthCommand(
                        Checkout.locate(),
                        SAGAS,
                        Plan.smoke(List.of(Names.ENGINE, Names.GROWN)),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        10,
                        folder,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(
                last.matches("growth: sagas=2000 grown_vs_small=[0-9.]+ grown_vs_small_failing=[0-9.]+"
                        + " list_p99_ms=[0-9.]+ slowest_statement_ms=[0-9.]+"),
                last);
        var page = Files.readString(folder.resolve("growth.md"));
        assertTrue(page.contains(last), page);
        assertTrue(page.contains("FROM (SELECT * FROM saga WHERE definition = $1 AND status = 'COMPENSATED'"), page);
        assertTrue(page.lines().anyMatch(line -> line.matches("\\| grown \\| [1-9][0-9,]* \\|")), page);
        assertTrue(page.contains("| page 20 of those that were booked |"), page);
        assertTrue(page.contains("SELECT orphan.saga_id FROM saga_node n CROSS JOIN LATERAL"), page);
        assertTrue(Files.readString(folder.resolve("growth/plans.txt")).contains("Index Scan"));
    }
}
