package dev.roundtrip.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.flyway.runtime.QuarkusFlywayResourceProvider;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held against what Flyway really writes down. */
class MigrationsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static SchemaDatabase schema;
    private static Pool pool;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() {
        schema = new SchemaDatabase();
        pool = schema.pool();
    }

    @AfterAll
    static void stopServer() {
        pool.closeAndAwait();
        schema.close();
    }

    @BeforeEach
    void writeMigrations() throws IOException {
        found(location());
        write("V1__things.sql", "CREATE TABLE thing (id int);\n");
        write("V2.1__names.sql", "ALTER TABLE thing ADD COLUMN name text;\n-- Grüße\n");
    }

    @AfterEach
    void dropTables() throws SQLException {
        schema.run("DROP VIEW IF EXISTS one", "DROP TABLE IF EXISTS thing, place, flyway_schema_history");
    }

    @Test
    void whatFlywayHasCarriedOutIsThere() {
        assertEquals(2, flyway());

        assertTrue(areAllIn());
        assertEquals(0, flyway());
    }

    @Test
    void aNewMigrationIsNot() throws IOException {
        flyway();
        write("V3__places.sql", "ALTER TABLE thing ADD COLUMN place text;");

        assertFalse(areAllIn());
        assertEquals(1, flyway());
        assertTrue(areAllIn());
    }

    /** Flyway refuses such a one, in its own words. */
    @Test
    void norIsOneThatHasChanged() throws IOException {
        flyway();
        write("V1__things.sql", "CREATE TABLE thing (id bigint);");

        assertFalse(areAllIn());
        assertThrows(RuntimeException.class, this::flyway);
    }

    @Test
    void whatALaterReleaseHasAddedIsLeftAlone() throws IOException {
        write("V3__places.sql", "ALTER TABLE thing ADD COLUMN place text;");
        flyway();
        Files.delete(folder.resolve("V3__places.sql"));

        assertTrue(areAllIn());
    }

    /** A repeatable migration may have been carried out and then another in its place: only Flyway knows. */
    @Test
    void whateverIsNotVersionedIsLeftToFlyway() throws IOException {
        write("R__view.sql", "CREATE OR REPLACE VIEW one AS SELECT 1 AS one;");
        flyway();

        assertFalse(areAllIn());
    }

    @Test
    void withoutMigrationsThereIsNothingToBeSureOf() throws IOException {
        flyway();
        Files.delete(folder.resolve("V1__things.sql"));
        Files.delete(folder.resolve("V2.1__names.sql"));

        assertFalse(areAllIn());
    }

    /** Flyway forgets a migration by another row, beside the one that it has of it. */
    @Test
    void aMigrationThatIsToBeForgottenIsNot() throws IOException {
        flyway();
        var second = folder.resolve("V2.1__names.sql");
        var text = Files.readString(second);
        Files.delete(second);
        foundIn(location()).ignoreMigrationPatterns("").load().repair();
        Files.writeString(second, text);

        assertFalse(areAllIn());
    }

    /** By the tables of another schema on the search path one can't tell. */
    @Test
    void theHistoryOfAnotherSchemaIsNotTaken() throws SQLException {
        flyway();
        schema.run("CREATE SCHEMA ours");
        var ours = schema.pool(schema.database().reactiveUrl() + "?search_path=ours,public");
        try {
            assertFalse(Migrations.of(resources(location()))
                    .orElseThrow()
                    .areAllIn(ours)
                    .await()
                    .atMost(LIMIT));
        } finally {
            ours.closeAndAwait();
            schema.run("DROP SCHEMA ours");
        }
    }

    @Test
    void whereFlywayNeverWasThereIsNoHistory() {
        var failure = assertThrows(PgException.class, this::areAllIn);

        assertEquals("42P01", failure.getSqlState());
    }

    /** Beside a folder of the file system, as the other tests have them: those of the class path, which services have. */
    @Test
    void migrationsOfAServiceAreKnownByTheirNames() {
        found("db/places/V1__places.sql");
        assertEquals(1, flyway("db/places"));

        assertTrue(areAllIn("db/places"));
    }

    /** What Quarkus says when it has looked, while a service is built, where its migrations are. */
    private static void found(String migrations) {
        QuarkusPathLocationScanner.setApplicationMigrationFiles(List.of(migrations));
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private String location() {
        return "filesystem:" + folder;
    }

    private boolean areAllIn() {
        return areAllIn(location());
    }

    private static boolean areAllIn(String location) {
        return Migrations.of(resources(location))
                .map(found -> found.areAllIn(pool).await().atMost(LIMIT))
                .orElse(false);
    }

    private int flyway() {
        return flyway(location());
    }

    private static int flyway(String location) {
        return foundIn(location).load().migrate().migrationsExecuted;
    }

    /** Set up as Quarkus does it. */
    private static FluentConfiguration foundIn(String location) {
        var database = schema.database();
        var configuration = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.role(), database.password())
                .ignoreMigrationPatterns("*:future")
                .locations(location);
        return configuration.resourceProvider(new QuarkusFlywayResourceProvider(resources(location)));
    }

    private static Collection<LoadableResource> resources(String location) {
        var configuration = Flyway.configure().locations(location);
        return new QuarkusPathLocationScanner(configuration, List.of(configuration.getLocations())).scanForResources();
    }
}
