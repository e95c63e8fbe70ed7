package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.roundtrip.schema.MigrationAtStart;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * The participants' migrations and a service's own are numbered side by side, so that a new one of the former comes after
 * a later number was there.
 */
@QuarkusTest
@QuarkusTestResource(value = FirstReleaseDatabase.class, restrictToAnnotatedClass = true)
class MigrationTest {
    @Inject
    DataSource database;

    @Inject
    MigrationAtStart migration;

    @Test
    void aDatabaseOfTheFirstReleaseIsMigratedAndKeepsWhatItHas() throws SQLException {
        assertEquals(
                "0, 1, 0.1",
                text("SELECT string_agg(version, ', ' ORDER BY installed_rank) FROM flyway_schema_history"));
        assertEquals("1", text("SELECT count(*) FROM pg_indexes WHERE indexname = 'participant_ledger_expiry'"));
        assertEquals("RESERVED", text("SELECT state FROM participant_ledger"));
        assertEquals("7", text("SELECT available FROM stock"));
    }

    @Test
    void theNextStartWouldFindNothingToMigrate() {
        assertFalse(migration.isNeeded());
    }

    private String text(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
