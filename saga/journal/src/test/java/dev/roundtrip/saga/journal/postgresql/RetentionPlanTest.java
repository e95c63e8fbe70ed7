package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting costs what is deleted, not what is kept. */
class RetentionPlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final Pattern FULL_SCAN = Pattern.compile("Seq Scan on saga(_\\w+)?\\b");
    private static final String ARGUMENTS = "(3600000, '1970-01-01Z', 100)";

    @BeforeAll
    static void aLongPastOfWhichALittleIsDue() {
        insert(20_000, "now()");
        insert(200, "now() - interval '2 hours'");
        DATABASE.execute("INSERT INTO saga_request (request_id, saga_id, fingerprint)"
                + " SELECT request_id, saga_id, '' FROM saga");
        DATABASE.execute("INSERT INTO saga_event (saga_id, sequence, append_id, at, kind)"
                + " SELECT saga_id, n, saga_id, now(), 'STEP_STARTED' FROM saga, generate_series(1, 5) n");
        DATABASE.execute("INSERT INTO saga_request (request_id, saga_id, fingerprint, status, ended_at)"
                + " SELECT 'gone ' || n, gen_random_uuid(), '', 'COMPLETED', now() - interval '1 minute' * n"
                + " FROM generate_series(1, 200) n");
        DATABASE.execute("ANALYZE");
    }

    private static void insert(int count, String endedAt) {
        DATABASE.execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,"
                + " created_at, ended_at)"
                + " SELECT id, id::text, 'trip', 1, 'COMPLETED', 5, gen_random_uuid(), now(), " + endedAt
                + " FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, " + count + ")) ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void sagasAreFoundByWhenTheyEnded(String mode) throws SQLException {
        var plan = plan(mode, Statements.DELETE_ENDED);
        assertTrue(plan.contains("saga_ended"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void requestIdsAreFoundByWhenTheirSagasEnded(String mode) throws SQLException {
        var plan = plan(mode, Statements.DELETE_REQUESTS);
        assertTrue(plan.contains("saga_request_ended"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
    }

    private static String plan(String mode, String sql) throws SQLException {
        return DATABASE.plan(mode, "due (bigint, timestamptz, bigint) AS " + sql, "due " + ARGUMENTS);
    }
}
