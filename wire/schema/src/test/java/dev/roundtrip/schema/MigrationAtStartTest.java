package dev.roundtrip.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.flyway.runtime.FlywayBuildTimeConfig;
import io.quarkus.flyway.runtime.FlywayContainerProducer;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a database that has nothing yet. */
class MigrationAtStartTest {
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
    void whereQuarkusDoesItThisDoesNot() throws SQLException {
        started(
                Map.of(
                        "quarkus.flyway.active",
                        "true",
                        "quarkus.datasource.jdbc.url",
                        schema.database().jdbcUrl()),
                pool,
                LIMIT);

        assertFalse(schema.has("place"));
    }

    @Test
    void quarkusDoesItNowhereUnlessTheDatabaseIsNamedByJdbc() {
        var failure = assertThrows(
                InvalidSettings.class, () -> started(Map.of("quarkus.flyway.active", "true"), pool, LIMIT));

        assertEquals(
                "quarkus.flyway.active has Quarkus set up Flyway, which needs quarkus.datasource.jdbc.url:"
                        + " set that as well, or quarkus.flyway.active to false.",
                failure.getMessage());
    }

    @Test
    void aDatabaseThatJdbcCanNotBeToldOfStopsTheStartThoughThereIsNothingToMigrate() {
        started(Map.of(), pool, LIMIT);

        assertThrows(
                InvalidSettings.class,
                () -> started(Map.of("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full"), pool, LIMIT));
    }

    @Test
    void flywayGoesWhereItIsSentByASettingOfItsOwn() throws SQLException {
        var database = schema.database();
        started(
                Map.of(
                        "quarkus.flyway.jdbc-url", database.jdbcUrl(),
                        "quarkus.flyway.username", database.role(),
                        "quarkus.flyway.password", database.password(),
                        "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/none"),
                pool,
                LIMIT);

        assertTrue(schema.has("place"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "validate", "baseline", "repair"})
    void whatQuarkusAloneDoesIsNotLeftOutInSilence(String what) {
        var failure = assertThrows(
                InvalidSettings.class,
                () -> started(Map.of("quarkus.flyway." + what + "-at-start", "true"), pool, LIMIT));

        assertEquals(
                "quarkus.flyway." + what
                        + "-at-start is done by Quarkus alone, so set quarkus.flyway.active to true and"
                        + " quarkus.datasource.jdbc.url as well, or leave it out.",
                failure.getMessage());
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
        assertFalse(isLeftToFlyway(Map.of()));

        QuarkusPathLocationScanner.setApplicationCallbackClasses(Map.of("<default>", List.of(new NoopCallback())));
        assertTrue(migration(Map.of(), pool, LIMIT).isNeeded());
    }

    @Test
    void aLimitOutOfItsBoundsStopsTheStart() {
        var failure = assertThrows(InvalidSettings.class, () -> migration(Map.of(), null, Duration.ofMillis(99)));

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

    /** By a history from which one could tell that there is nothing to migrate, if it were all. */
    private static boolean isLeftToFlyway(Map<String, String> settings) {
        started(Map.of(), pool, LIMIT);
        assertFalse(migration(Map.of(), pool, LIMIT).isNeeded());
        return migration(settings, pool, LIMIT).isNeeded();
    }

    private static void started(Map<String, String> settings, Pool pool, Duration limit) {
        migration(settings, pool, limit).migrate(new StartupEvent());
    }

    private static MigrationAtStart migration(Map<String, String> settings, Pool pool, Duration limit) {
        var database = schema.database();
        var config = new SmallRyeConfigBuilder()
                .withMapping(FlywayRuntimeConfig.class)
                .withMapping(FlywayBuildTimeConfig.class)
                .withSources(
                        new PropertiesConfigSource(settings, "of the test", 200),
                        new PropertiesConfigSource(
                                Map.of(
                                        "quarkus.flyway.active", "false",
                                        "quarkus.flyway.migrate-at-start", "true",
                                        "quarkus.flyway.locations", "db/places"),
                                "of the service",
                                100),
                        new PropertiesConfigSource(database.quarkusConfig(), "of the place", 100))
                .build();
        var runtime = config.getConfigMapping(FlywayRuntimeConfig.class);
        var built = config.getConfigMapping(FlywayBuildTimeConfig.class);
        return new MigrationAtStart(
                runtime,
                built,
                List.of(),
                new FlywayContainerProducer(runtime, built, List.of()),
                new DatabaseByJdbc(config, () -> {
                    throw new AssertionError("There is no pool of JDBC connections.");
                }),
                new FirstConnections(pool),
                limit);
    }
}
