package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.serving.InvalidSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
    private static final String PREFIX = "roundtrip.participant.";

    @Test
    void theDefaultsAreInOrder() {
        assertDoesNotThrow(() -> check(Map.of()));
    }

    /** Setting, the least, the most, and a value just outside on each side. */
    @ParameterizedTest
    @CsvSource({
        "tombstone-retention, 60s, 3650d, 59s, 3651d",
        "tills, 1, 1000, 0, 1001",
        "max-batch, 1, 1000, 0, 1001",
        "batch-lock-timeout, 1ms, 60s, 0s, 61s",
        "max-waiting-reserves, 1, 1000000, 0, 1000001",
        "max-wait, 1ms, 60s, 0s, 61s",
        "cancel-tills, 1, 1000, 0, 1001",
        "max-waiting-cancels, 1, 1000000, 0, 1000001",
        "concurrent-reads, 1, 1000, 0, 1001",
        "max-reads, 1, 1000000, 0, 1000001",
        "database-silence-limit, 1s, 600s, 999ms, 601s",
        "expiry-batch, 1, 10000, 0, 10001",
        "expiry-pause, 0s, 60s, -1s, 61s",
        "expiry-margin, 60s, 3650d, 59s, 3651d",
    })
    void everySettingHasBoundsThatAreNamed(String setting, String least, String most, String below, String above) {
        assertDoesNotThrow(() -> check(Map.of(setting, least)));
        assertDoesNotThrow(() -> check(Map.of(setting, most)));
        for (var outside : new String[] {below, above}) {
            assertEquals(
                    PREFIX + setting + " must be between " + least + " and " + most + ", not " + outside + ".",
                    refusal(setting, outside));
        }
    }

    @Test
    void expiryIsOffOrHasAnInterval() {
        assertDoesNotThrow(() -> check(Map.of("expiry-interval", "0s")));
        assertDoesNotThrow(() -> check(Map.of("expiry-interval", "1s")));
        assertEquals(
                "roundtrip.participant.expiry-interval, unless it is 0s, must be between 1s and 1d, not 999ms.",
                refusal("expiry-interval", "999ms"));
    }

    @Test
    void whoeverIsAtWorkHasAConnection() {
        var settings = config(Map.of()).getConfigMapping(ParticipantSettings.class);
        assertDoesNotThrow(() -> SettingsCheck.checkConnections(settings, 23));
        assertEquals(
                "quarkus.datasource.reactive.max-size must be at least 23, which is roundtrip.participant.tills,"
                        + " roundtrip.participant.cancel-tills and roundtrip.participant.concurrent-reads together and 3 more,"
                        + " not 22.",
                assertThrows(InvalidSettings.class, () -> SettingsCheck.checkConnections(settings, 22))
                        .getMessage());
    }

    @Test
    void aDatabaseAtWorkIsNotTakenForASilentOne() {
        var settings = config(Map.of()).getConfigMapping(ParticipantSettings.class);
        var idle = Duration.ofSeconds(10);
        assertDoesNotThrow(() -> SettingsCheck.checkSilence(settings, idle, 8_999));
        assertEquals(
                "roundtrip.participant.database-silence-limit must be longer than quarkus.datasource.reactive.idle-timeout,"
                        + " 1000 ms more, and quarkus.datasource.reactive.additional-properties.statement_timeout together,"
                        + " which is 20000 ms, not 20000 ms.",
                assertThrows(InvalidSettings.class, () -> SettingsCheck.checkSilence(settings, idle, 9_000))
                        .getMessage());
        assertThrows(InvalidSettings.class, () -> SettingsCheck.checkSilence(settings, idle, 0));
        assertThrows(InvalidSettings.class, () -> SettingsCheck.checkSilence(settings, Duration.ZERO, 1));
    }

    @Test
    void whatCanBeSetIsCheckedAndDocumented() throws Exception {
        var documented = Pattern.compile("`" + Pattern.quote(PREFIX) + "([a-z-]+)`")
                .matcher(java.nio.file.Files.readString(java.nio.file.Path.of("../../docs/settings.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(ParticipantSettings.class, ExpirySettings.class), documented);
    }

    private static Set<String> names(Class<?>... mappings) {
        return Arrays.stream(mappings)
                .flatMap(mapping -> Arrays.stream(mapping.getDeclaredMethods()))
                .map(method -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String refusal(String setting, String value) {
        return assertThrows(InvalidSettings.class, () -> check(Map.of(setting, value)))
                .getMessage();
    }

    private static void check(Map<String, String> set) {
        var config = config(set);
        SettingsCheck.check(config.getConfigMapping(ParticipantSettings.class));
        SettingsCheck.check(config.getConfigMapping(ExpirySettings.class));
    }

    private static SmallRyeConfig config(Map<String, String> set) {
        var named = set.entrySet().stream().collect(Collectors.toMap(e -> PREFIX + e.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ParticipantSettings.class)
                .withMapping(ExpirySettings.class)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build();
    }
}
