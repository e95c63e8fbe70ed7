package dev.roundtrip.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void whatIsLeftOutOrBlankIsTheUsual() {
        for (var settings : new Settings[] {new Settings(Map.of()), settings("DURATION", " "), settings("SEED", "")}) {
            assertEquals(Duration.ofMinutes(2), settings.duration("2m"));
            assertEquals(1, settings.seed("1"));
            assertTrue(settings.seed() > 0);
            assertEquals(7, settings.number("RATE", 7, 1, 9));
            assertFalse(settings.isOn("KEEP"));
        }
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "2m,120", " 8h ,28800", "99999s,99999"})
    void durationsAreTakenAsPeopleWriteThem(String text, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), settings("DURATION", text).duration("1m"));
    }

    @Test
    void whatIsSaidIsTaken() {
        assertEquals(-7, settings("SEED", "-7").seed());
        assertEquals(-7, settings("SEED", "-7").seed("1"));
        assertEquals(9, settings("RATE", "9").number("RATE", 7, 1, 9));
        assertTrue(settings("KEEP", "1").isOn("KEEP"));
        assertFalse(settings("KEEP", "0").isOn("KEEP"));
    }

    @ParameterizedTest
    @CsvSource({"0s", "90", "2 minutes", "-1m", "1d", "100000s", "1.5m"})
    void durationsThatAreNoneAreNamed(String text) {
        assertNamed("DURATION", text, settings -> settings.duration("1m"));
    }

    @Test
    void whateverElseMakesNoSenseIsNamed() {
        assertNamed("SEED", "abc", Settings::seed);
        assertNamed("SEED", "99999999999999999999", Settings::seed);
        assertNamed("RATE", "0", settings -> settings.number("RATE", 7, 1, 9));
        assertNamed("RATE", "10", settings -> settings.number("RATE", 7, 1, 9));
        assertNamed("RATE", "many", settings -> settings.number("RATE", 7, 1, 9));
        assertNamed("KEEP", "yes", settings -> settings.isOn("KEEP"));
    }

    private interface Question {
        Object ask(Settings settings);
    }

    private static void assertNamed(String name, String value, Question question) {
        var failure = assertThrows(LocalFailure.class, () -> question.ask(settings(name, value)));
        assertTrue(failure.getMessage().startsWith(name + " is '" + value + "': "), failure::getMessage);
    }

    private static Settings settings(String name, String value) {
        return new Settings(Map.of(name, value));
    }
}
