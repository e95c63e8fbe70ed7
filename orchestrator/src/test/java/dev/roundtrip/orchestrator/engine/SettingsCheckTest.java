package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.serving.InvalidSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
    private static final Path PAGE = Path.of("../docs/settings.md");

    /** A row of the page: the setting, and its default, after which more may be said. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `roundtrip\\.((?:engine|journal|api|metrics|retention)\\.[a-z-]+)` \\| (\\S+)", Pattern.MULTILINE);

    @Test
    void theDefaultsAreInOrderAndThoseOfTheEngine() {
        assertDoesNotThrow(() -> check(Map.of()));
        assertEquals(EngineSettings.defaults("node"), TripEngine.bounds(settings(Map.of("engine.node-name", "node"))));
    }

    /** Setting, the least, the most, and a value just outside on each side. */
    @ParameterizedTest
    @CsvSource({
        "engine.max-in-flight, 1, 100000000, 0, 100000001",
        "engine.starts-at-once, 1, 100000000, 0, 100000001",
        "engine.target-time, 1ms, 3600s, 0s, 3601s",
        "engine.lease, 100ms, 3600s, 99ms, 3601s",
        "engine.sweep-interval, 10ms, 3600s, 9ms, 3601s",
        "engine.adoptions-per-sweep, 1, 100000, 0, 100001",
        "engine.max-unanswered-owners, 1, 1000, 0, 1001",
        "engine.write-behind, 0s, 50ms, -1s, 51ms",
        "engine.drain-limit, 0s, 3600s, -1s, 3601s",
        "journal.max-batch, 1, 10000, 0, 10001",
        "journal.max-writes, 1, 100, 0, 101",
        "journal.max-lookups, 1, 100, 0, 101",
        "journal.lookup-limit, 1ms, 600s, 0s, 601s",
        "journal.write-retry-delay, 1ms, 60s, 0s, 61s",
        "journal.statement-timeout, 1ms, 600s, 0s, 601s",
        "api.max-wait, 1ms, 3600s, 0s, 3601s",
        "api.deadline-margin, 1ms, 60s, 0s, 61s",
        "api.commit-limit, 1ms, 600s, 0s, 601s",
        "api.max-watchers, 1, 1000000, 0, 1000001",
        "api.poll-interval, 1ms, 60s, 0s, 61s",
    })
    void everySettingHasBoundsThatAreNamed(String setting, String least, String most, String below, String above) {
        assertDoesNotThrow(() -> TripEngine.bounds(settings(Map.of(setting, least))));
        assertDoesNotThrow(() -> TripEngine.bounds(settings(Map.of(setting, most))));
        for (var outside : new String[] {below, above}) {
            assertEquals(
                    "roundtrip." + setting + " must be between " + least + " and " + most + ", not " + outside + ".",
                    refusal(setting, outside));
        }
    }

    @Test
    void whatIsNoWholeMillisecondIsNotToldAsOneThatWouldDo() {
        assertEquals(
                "roundtrip.engine.write-behind must be between 0s and 50ms, not PT0.0505S.",
                refusal("engine.write-behind", "PT0.0505S"));
    }

    @Test
    void aNodeHasAName() {
        assertEquals("roundtrip.engine.node-name must not be blank.", refusal("engine.node-name", "\u2003"));
    }

    @Test
    void whoWritesHasAConnection() {
        var journal = settings(Map.of("journal.max-writes", "3", "journal.max-lookups", "5"))
                .journal();
        assertDoesNotThrow(() -> SettingsCheck.checkConnections(journal, "pool", 15));
        assertEquals(
                "pool must be at least 15, which is twice roundtrip.journal.max-writes, roundtrip.journal.max-lookups and 4 more,"
                        + " not 14.",
                assertThrows(InvalidSettings.class, () -> SettingsCheck.checkConnections(journal, "pool", 14))
                        .getMessage());
    }

    @Test
    void whatCanBeSetIsDocumentedWithItsDefault() throws IOException {
        var documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (one, two) -> two, TreeMap::new));
        // It is said in words.
        assertEquals("the", documented.remove("engine.node-name"));
        assertEquals(defaults(), documented);
    }

    private static Map<String, String> defaults() {
        var nested = Stream.of(OrchestratorSettings.class.getDeclaredMethods())
                .flatMap(part -> Stream.of(part.getReturnType().getDeclaredMethods())
                        .map(setting -> Map.entry(part.getName() + "." + dashed(setting), setting)));
        var retention = Stream.of(RetentionTimes.class.getDeclaredMethods())
                .map(setting -> Map.entry("retention." + dashed(setting), setting));
        return Stream.concat(nested, retention)
                .filter(setting -> setting.getValue().isAnnotationPresent(WithDefault.class))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        setting -> setting.getValue()
                                .getAnnotation(WithDefault.class)
                                .value(),
                        (one, two) -> two,
                        TreeMap::new));
    }

    private static String dashed(Method setting) {
        return setting.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String refusal(String setting, String value) {
        return assertThrows(InvalidSettings.class, () -> check(Map.of(setting, value)))
                .getMessage();
    }

    private static void check(Map<String, String> set) {
        SettingsCheck.check(settings(set));
    }

    private static OrchestratorSettings settings(Map<String, String> set) {
        var named =
                set.entrySet().stream().collect(Collectors.toMap(e -> "roundtrip." + e.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(OrchestratorSettings.class)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(OrchestratorSettings.class);
    }
}
