package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.local.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short profile of a real orchestrator: that its methods are seen, not how often. */
@Tag("long")
class ProfileCommandIT {
    @Test
    void aRunSeesWhatTheEngineDoes(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        new ProfileCommand(
                        Checkout.locate(),
                        Plan.quickProfile(),
                        folder,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        var last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(last.matches("profile: samples=[1-9][0-9]* forward_ours=[0-9.]+ failing_ours=[0-9.]+"), last);
        assertTrue(Files.readString(folder.resolve("profile.md")).contains("| `dev.roundtrip.saga."));
        for (var picture : new String[] {"flame-forward.svg", "flame-failing.svg"}) {
            assertTrue(Files.readString(folder.resolve(picture)).contains("dev.roundtrip.saga."), picture);
        }
    }
}
