package dev.roundtrip.bench.trips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run there is, with a real PostgreSQL and every contender: that there are figures, not which. */
@Tag("long")
class TripsCommandIT {
    @Test
    void aRunMeasuresEveryContenderAndWritesItDown(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        new TripsCommand(
                        Checkout.locate(),
                        Plan.smoke(Names.ALL),
                        Optional.of(new TripResults(folder, Optional.empty())),
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        var number = "[0-9]+\\.[0-9]{2}";
        assertTrue(
                last.matches(
                        "bench: engine_vs_dbos=%1$s engine_vs_dbos_failing=%1$s engine_vs_bare=%1$s system_vs_ceiling=%1$s"
                                .formatted(number)),
                last);
        var closed = Files.readAllLines(folder.resolve("bench/closed-loop.csv"));
        assertEquals(1 + Names.ALL.size() * Way.values().length, closed.size(), String.join("\n", closed));
        var open = Files.readAllLines(folder.resolve("bench/open-loop.csv"));
        assertEquals(1 + Names.ALL.size() * 2, open.size(), String.join("\n", open));
        assertTrue(Files.readString(folder.resolve("bench/machine.txt")).contains("fsync: on"));
        assertTrue(Files.readString(folder.resolve("bench.md")).contains(last));
        assertTrue(Files.exists(folder.resolve("bench/throughput.svg")));
    }
}
