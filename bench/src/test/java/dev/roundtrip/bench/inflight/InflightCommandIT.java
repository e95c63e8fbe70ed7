package dev.roundtrip.bench.inflight;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run there is, with real processes of which one is killed: that there are figures, not which. */
@Tag("long")
class InflightCommandIT {
    @Test
    void aRunKillsTheOneThatHoldsThemAndNoneIsLost(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        new InflightCommand(
                        Checkout.locate(),
                        Plan.smoke(),
                        Map.of(),
                        folder,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(
                last.matches("inflight: sagas=300 starts_per_s=[1-9][0-9]* heap_mb=[1-9][0-9]* rss_mb=[0-9]+"
                        + " adopted_per_s=[1-9][0-9]* ended_per_s=[1-9][0-9]* lost=0"),
                last);
        var page = Files.readString(folder.resolve("inflight.md"));
        assertTrue(page.contains(last), page);
        assertTrue(page.contains("Of 300 that were accepted 300 have ended"), page);
        var curves = Files.readAllLines(folder.resolve("inflight/curves.csv"));
        for (var curve : new String[] {"started", "adopted", "ended"}) {
            assertTrue(
                    curves.stream().anyMatch(line -> line.matches(curve + ",[0-9.]+,300")), String.join("\n", curves));
        }
        assertTrue(Files.exists(folder.resolve("inflight/curves.svg")));
    }
}
