package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * `make chaos` in short, from a seed that is another one each time. It is printed, and the environment variable CHAOS_SEED
 * brings it back. Whatever fails here is a defect of the system, or of the audit; it is not to be tried again until it passes.
 */
class ChaosIT {
    @Test
    void whateverBreaksWhatWasPromisedIsHeld() {
        var settings = ChaosSettings.from(
                Map.of("SEED", System.getenv().getOrDefault("CHAOS_SEED", ""), "DURATION", "30s", "RATE", "10"));
        System.out.println("CHAOS_SEED=" + settings.seed());
        var folder = Path.of("target", "system", "ChaosIT").toAbsolutePath();
        try (var run = new ChaosRun(settings, folder, System.out)) {
            var outcome = run.run(Checkout.locate());
            System.out.println(outcome.line());
            assertEquals(List.of(), outcome.violations(), () -> "CHAOS_SEED=" + settings.seed());
            assertFalse(outcome.faults().isEmpty(), "nothing was broken that anybody felt");
            assertTrue(outcome.trips() > settings.rate(), () -> "only " + outcome.trips() + " trips were made");
        }
    }
}
