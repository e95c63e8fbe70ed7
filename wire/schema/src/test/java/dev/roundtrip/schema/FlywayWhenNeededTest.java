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
    void newTablesAreMadeAndThenLeftAlone() {
        var flyway = flyway(Map.of(), pool, LIMIT, DEFAULT);
        assertTrue(flyway.isMigrateAtStart());
        flyway.getFlyway().migrate();
        assertFalse(flyway.isMigrateAtStart());
    }

    @Test
    void whoDoesNotWantItIsNotMigrated() {
        var flyway = flyway(Map.of("quarkus.flyway.migrate-at-start", "false"), pool, LIMIT, DEFAULT);
        assertFalse(flyway.isMigrateAtStart());
    }

    /** A server that takes connections and says nothing. */
    @Test
    void aLookThatTakesTooLongIsLeftToFlyway() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var unheard = schema.pool("postgresql://127.0.0.1:" + silent.getLocalPort() + "/none");
            assertTrue(
                    flyway(Map.of(), unheard, Duration.ofMillis(100), DEFAULT).isMigrateAtStart());
        }
    }

    @Test
    void anotherDatabaseOfTheServiceIsMigratedAsEver() {
        var flyway = flyway(Map.of(), pool, LIMIT, "other");
        flyway.getFlyway().migrate();
        assertTrue(flyway.isMigrateAtStart());
    }

    /** Nothing of it is needed where there is nothing to migrate. */
    @Test
    void flywayIsNotSetUpToBeToldThatItIsNotNeeded() {
        flyway(Map.of(), pool, LIMIT, DEFAULT).getFlyway().migrate();

        // A Flyway that is set up refuses this.
        var unusable = Map.of("quarkus.flyway.connect-retries", "-1");
        assertThrows(RuntimeException.class, () -> flyway(unusable, pool, LIMIT, DEFAULT)
                .getFlyway());
        assertFalse(flyway(unusable, pool, LIMIT, DEFAULT).isMigrateAtStart());
    }

    @ParameterizedTest
    @CsvSource({
        "table, history",
        "default-schema, theirs",
        "schemas, theirs",
        "init-sql, SELECT 1",
        "sql-migration-prefix, W",
        "repeatable-sql-migration-prefix, V",
        "locations, 'db/places,filesystem:/nowhere'"
    })
    void whatTheUsualHistoryDoesNotTellIsLeftToFlyway(String setting, String value) {
        flyway(Map.of(), pool, LIMIT, DEFAULT).getFlyway().migrate();

        assertTrue(flyway(Map.of("quarkus.flyway." + setting, value), pool, LIMIT, DEFAULT)
                .isMigrateAtStart());
    }

    @Test
    void whoFlywayConnectsAsIsItsOwnAffair() {
        flyway(Map.of(), pool, LIMIT, DEFAULT).getFlyway().migrate();
        var database = schema.database();
        var connection = Map.of(
                "quarkus.flyway.jdbc-url", database.jdbcUrl(),
                "quarkus.flyway.username", database.role(),
                "quarkus.flyway.password", database.password());

        assertTrue(flyway(connection, pool, LIMIT, DEFAULT).isMigrateAtStart());
    }

    @Test
    void whatIsNotAFileIsLeftToFlyway() {
        flyway(Map.of(), pool, LIMIT, DEFAULT).getFlyway().migrate();
        var settings = Map.of("quarkus.flyway.locations", "db/places,dev/roundtrip/schema");
        assertFalse(flyway(settings, pool, LIMIT, DEFAULT).isMigrateAtStart());

        QuarkusPathLocationScanner.setApplicationMigrationClasses(List.of(V3__ByHand.class));
        assertTrue(flyway(settings, pool, LIMIT, DEFAULT).isMigrateAtStart());
    }

    @Test
    void whatIsToBeCalledMeanwhileIsLeftToFlyway() {
        flyway(Map.of(), pool, LIMIT, DEFAULT).getFlyway().migrate();
        QuarkusPathLocationScanner.setApplicationCallbackClasses(Map.of(DEFAULT, List.of(new NoopCallback())));

        assertTrue(flyway(Map.of(), pool, LIMIT, DEFAULT).isMigrateAtStart());
    }

    @Test
    void aLimitOutOfItsBoundsStopsTheStart() {
        var failure = assertThrows(InvalidSettings.class, () -> flyway(Map.of(), null, Duration.ofMillis(99), DEFAULT));

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

    private static FlywayContainer flyway(Map<String, String> settings, Pool pool, Duration limit, String name) {
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
        var whenNeeded = new FlywayWhenNeeded(
                config.getConfigMapping(FlywayRuntimeConfig.class),
                config.getConfigMapping(FlywayBuildTimeConfig.class),
                List.of(),
                pool,
                limit);
        var database = schema.database();
        var jdbc = new DriverDataSource(
                Thread.currentThread().getContextClassLoader(),
                null,
                database.jdbcUrl(),
                database.role(),
                database.password());
        return whenNeeded.createFlyway(jdbc, name, true, true);
    }
}
