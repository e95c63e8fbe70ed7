package dev.roundtrip.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.flyway.runtime.FlywayBuildTimeConfig;
import io.quarkus.flyway.runtime.FlywayContainer;
import io.quarkus.flyway.runtime.FlywayRuntimeConfig;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.internal.jdbc.DriverDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Quarkus would be told, which does at a start what this says. */
class FlywayWhenNeededTest {
    private static final String DEFAULT = "<default>";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static SchemaDatabase schema;
    private static Pool pool;

    @BeforeAll
    static void startServer() {
        schema = new SchemaDatabase();
        pool = schema.pool();
        QuarkusPathLocationScanner.setApplicationMigrationFiles(List.of("db/places/V1__places.sql"));
    }

    @AfterAll
    static void stopServer() {
        pool.closeAndAwait();
        schema.close();
    }

    @AfterEach
    void dropTables() throws SQLException {
        QuarkusPathLocationScanner.setApplicationMigrationClasses(List.of());
        QuarkusPathLocationScanner.setApplicationCallbackClasses(Map.of());
        schema.run("DROP TABLE IF EXISTS place, flyway_schema_history");
    }

    @Test
    void newTablesAreMadeAndThenLeftAlone() throws SQLException {
        started(Map.of(), pool, LIMIT);
        assertTrue(schema.has("place"));

        // Flyway, if it were asked, would refuse to be set up like this.
        var unusable = Map.of("quarkus.flyway.connect-retries", "-1");
        started(unusable, pool, LIMIT);
        schema.run("DROP TABLE place, flyway_schema_history");
        assertThrows(FlywayException.class, () -> started(unusable, pool, LIMIT));
    }

    @Test
    void whoDoesNotWantItIsNotMigrated() throws SQLException {
        started(Map.of("quarkus.flyway.migrate-at-start", "false"), pool, LIMIT);

        assertFalse(schema.has("place"));
    }

    /** A server that takes connections and says nothing. */
    @Test
    void aLookThatTakesTooLongIsLeftToFlyway() throws IOException, SQLException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var unheard = schema.pool("postgresql://127.0.0.1:" + silent.getLocalPort() + "/none");
            started(Map.of(), unheard, Duration.ofMillis(100));
        }

        assertTrue(schema.has("place"));
    }

    @Test
    void anotherDatabaseOfTheServiceIsMigratedAsEver() {
        assertTrue(asked(whenNeeded(Map.of(), pool, LIMIT, false), "other").isMigrateAtStart());
    }

    /** Which ends before there is anything to observe. */
    @Test
    void aProcessThatMigratesAndExitsDoesSoAtOnce() {
        assertTrue(asked(whenNeeded(Map.of(), pool, LIMIT, true), DEFAULT).isMigrateAtStart());
    }

    @ParameterizedTest
    @CsvSource({
        "table, history",
        "default-schema, theirs",
        "schemas, theirs",
        "init-sql, SELECT 1",
        "sql-migration-prefix, W",
        "repeatable-sql-migration-prefix, V",
        "repair-at-start, true",
        "validate-at-start, true",
        "baseline-at-start, true",
        "clean-at-start, true",
        "locations, 'db/places,filesystem:/nowhere'"
    })
    void whatTheUsualHistoryDoesNotTellIsLeftToFlyway(String setting, String value) {
        assertTrue(isLeftToFlyway(Map.of("quarkus.flyway." + setting, value)));
    }

    @Test
    void whoFlywayConnectsAsIsItsOwnAffair() {
        var database = schema.database();

        assertTrue(isLeftToFlyway(Map.of(
                "quarkus.flyway.jdbc-url", database.jdbcUrl(),
                "quarkus.flyway.username", database.role(),
                "quarkus.flyway.password", database.password())));
    }

    @Test
    void whatIsNotAFileIsLeftToFlyway() {
        var settings = Map.of("quarkus.flyway.locations", "db/places,dev/roundtrip/schema");
        assertFalse(isLeftToFlyway(settings));

        QuarkusPathLocationScanner.setApplicationMigrationClasses(List.of(V3__ByHand.class));
        assertTrue(isLeftToFlyway(settings));
    }

    @Test
    void whatIsToBeCalledMeanwhileIsLeftToFlyway() {
        QuarkusPathLocationScanner.setApplicationCallbackClasses(Map.of(DEFAULT, List.of(new NoopCallback())));

        assertTrue(isLeftToFlyway(Map.of()));
    }

    @Test
    void aLimitOutOfItsBoundsStopsTheStart() {
        var failure =
                assertThrows(InvalidSettings.class, () -> whenNeeded(Map.of(), null, Duration.ofMillis(99), false));

        assertEquals("roundtrip.schema.look-limit must be between 100ms and 60s, not 99ms.", failure.getMessage());
    }

    private static final class NoopCallback extends BaseCallback {
        @Override
        public void handle(Event event, Context context) {}
    }

    private static final class V3__ByHand extends BaseJavaMigration {
        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) {}
    }

    private static boolean isLeftToFlyway(Map<String, String> settings) {
        return asked(whenNeeded(settings, pool, LIMIT, false), DEFAULT).isMigrateAtStart();
    }

    /** In the order of a start of Quarkus. */
    private static void started(Map<String, String> settings, Pool pool, Duration limit) {
        var whenNeeded = whenNeeded(settings, pool, limit, false);
        assertFalse(asked(whenNeeded, DEFAULT).isMigrateAtStart());
        whenNeeded.migrate(new StartupEvent());
    }

    private static FlywayContainer asked(FlywayWhenNeeded whenNeeded, String name) {
        var database = schema.database();
        var jdbc = new DriverDataSource(
                Thread.currentThread().getContextClassLoader(),
                null,
                database.jdbcUrl(),
                database.role(),
                database.password());
        return whenNeeded.createFlyway(jdbc, name, true, true);
    }

    private static FlywayWhenNeeded whenNeeded(Map<String, String> settings, Pool pool, Duration limit, boolean exits) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(FlywayRuntimeConfig.class)
                .withMapping(FlywayBuildTimeConfig.class)
                .withSources(
                        new PropertiesConfigSource(settings, "of the test", 200),
                        new PropertiesConfigSource(
                                Map.of(
                                        "quarkus.flyway.migrate-at-start", "true",
                                        "quarkus.flyway.locations", "db/places",
                                        "quarkus.flyway.other.migrate-at-start", "true",
                                        "quarkus.flyway.other.locations", "db/places"),
                                "of the service",
                                100))
                .build();
        return new FlywayWhenNeeded(
                config.getConfigMapping(FlywayRuntimeConfig.class),
                config.getConfigMapping(FlywayBuildTimeConfig.class),
                List.of(),
                pool,
                limit,
                exits);
    }
}
