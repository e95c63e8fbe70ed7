package dev.roundtrip.bench.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run there is, with two real orchestrators on one journal: that there are figures, not which. */
@Tag("long")
class ReplicasCommandIT {
    @Test
    void aRunHoldsTwoAgainstOne(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        new ReplicasCommand(
                        Checkout.locate(),
                        Plan.smoke(List.of(Names.ENGINE, Names.TWO_ENGINES)),
                        folder,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(last.matches("replicas: two_vs_one_forward_8=[0-9.]+ two_vs_one_failing_8=[0-9.]+"), last);
        assertTrue(Files.readString(folder.resolve("replicas.md")).contains(last));
        var closed = Files.readAllLines(folder.resolve("replicas/closed-loop.csv"));
        assertEquals(1 + 2 * Way.values().length, closed.size(), String.join("\n", closed));
    }
}
