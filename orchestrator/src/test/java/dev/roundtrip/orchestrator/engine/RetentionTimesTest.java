package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.saga.runtime.RetentionSettings;
import dev.roundtrip.serving.InvalidSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTimesTest {
    private static final String PREFIX = "roundtrip.retention.";

    @Test
    void theDefaultsAreInOrderAndThoseOfTheEngine() {
        assertDoesNotThrow(() -> check(Map.of()));
        var times = times(Map.of());
        assertEquals(
                RetentionSettings.defaults(),
                new RetentionSettings(
                        times.sagas(), times.requestIds(), times.interval(), times.batch(), times.pause()));
    }

    /** Setting, the least, the most, and a value just outside on each side. */
    @ParameterizedTest
    @CsvSource({"sagas, 1s, 89d, 999ms, 3651d", "batch, 1, 10000, 0, 10001", "pause, 0s, 60s, -1s, 61s"})
    void everySettingHasBoundsThatAreNamed(String setting, String least, String most, String below, String above) {
        assertDoesNotThrow(() -> check(Map.of(setting, least)));
        assertDoesNotThrow(() -> check(Map.of(setting, most)));
        for (var outside : new String[] {below, above}) {
            var refusal = refusal(Map.of(setting, outside));
            assertEquals(true, refusal.startsWith(PREFIX + setting + " must be between " + least + " and "), refusal);
            assertEquals(true, refusal.endsWith(", not " + outside + "."), refusal);
        }
    }

    @Test
    void aRequestIdIsNotForgottenBeforeItsTrip() {
        assertDoesNotThrow(() -> check(Map.of("sagas", "7s", "request-ids", "7001ms")));
        assertEquals(
                "roundtrip.retention.request-ids must be longer than roundtrip.retention.sagas, which is 8000 ms, not 7000 ms.",
                refusal(Map.of("sagas", "8s", "request-ids", "7s")));
    }

    @Test
    void norTogetherWithIt() {
        assertEquals(
                "roundtrip.retention.request-ids must be longer than roundtrip.retention.sagas, which is 7000 ms, not 7000 ms.",
                refusal(Map.of("sagas", "7s", "request-ids", "7s")));
    }

    @Test
    void itIsOffOrHasAnInterval() {
        assertDoesNotThrow(() -> check(Map.of("interval", "0s")));
        assertDoesNotThrow(() -> check(Map.of("interval", "1s")));
        assertEquals(
                "roundtrip.retention.interval, unless it is 0s, must be between 1s and 1d, not 999ms.",
                refusal(Map.of("interval", "999ms")));
    }

    private static String refusal(Map<String, String> set) {
        return assertThrows(InvalidSettings.class, () -> check(set)).getMessage();
    }

    private static void check(Map<String, String> set) {
        TripRetention.check(times(set));
    }

    private static RetentionTimes times(Map<String, String> set) {
        var named = set.entrySet().stream().collect(Collectors.toMap(e -> PREFIX + e.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RetentionTimes.class)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(RetentionTimes.class);
    }
}
