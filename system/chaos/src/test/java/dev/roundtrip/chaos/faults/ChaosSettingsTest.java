package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosSettingsTest {
    @Test
    void whatIsNotSaidIsTheUsual() {
        var settings = ChaosSettings.from(Map.of("SEED", ""));
        assertEquals(Duration.ofMinutes(2), settings.duration());
        assertEquals(2, settings.replicas());
        assertTrue(settings.seed() > 0);
    }

    @Test
    void whatIsSaidIsTaken() {
        assertEquals(
                new ChaosSettings(-7, Duration.ofHours(3), 3, 40, true),
                ChaosSettings.from(Map.of("SEED", "-7", "DURATION", "3h", "REPLICAS", "3", "RATE", "40", "KEEP", "1")));
    }

    @Test
    void theCommandToDoItAgainSaysTheSame() {
        var settings = new ChaosSettings(5, Duration.ofSeconds(90), 2, 20, false);
        assertEquals("make chaos DURATION=90s SEED=5 REPLICAS=2 RATE=20", settings.command());
    }

    @Test
    void nonsenseIsNamed() {
        assertNamed("SEED", "abc");
        assertNamed("DURATION", "2 minutes");
        assertNamed("DURATION", "0s");
        assertNamed("REPLICAS", "6");
        assertNamed("REPLICAS", "0");
        assertNamed("REPLICAS", "1");
        assertNamed("RATE", "fast");
        assertNamed("KEEP", "yes");
    }

    private static void assertNamed(String setting, String value) {
        var failure = assertThrows(LocalFailure.class, () -> ChaosSettings.from(Map.of(setting, value)));
        assertTrue(failure.getMessage().startsWith(setting + " is "), failure::getMessage);
    }
}
