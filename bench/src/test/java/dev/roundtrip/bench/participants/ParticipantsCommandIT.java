package dev.roundtrip.bench.participants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run there is, with a real PostgreSQL and a real service: that there are figures, not which. */
class ParticipantsCommandIT {
    @Test
    void aRunMeasuresEveryContenderAndWritesItDown(@TempDir Path results) throws IOException {
        var said = new ByteArrayOutputStream();
        new ParticipantsCommand(
                        Checkout.locate(), Plan.smoke(), results, new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                lines.getLast()
                        .matches("bench-participants: hot_vs_sql=[0-9.]+ many_vs_sql=[0-9.]+ hot_per_s=[1-9][0-9]*"
                                + " many_per_s=[1-9][0-9]*"),
                lines.getLast());
        var measurements = Files.readAllLines(results.resolve("participants/measurements.csv"));
        assertEquals(1 + 2 * 4, measurements.size(), String.join("\n", measurements));
        assertTrue(Files.exists(results.resolve("participants/pairs-per-second.svg")));
        assertTrue(Files.readString(results.resolve("participants/machine.txt")).contains("fsync: on"));
        assertTrue(Files.readString(results.resolve("participants.md")).contains(lines.getLast()));
    }
}
