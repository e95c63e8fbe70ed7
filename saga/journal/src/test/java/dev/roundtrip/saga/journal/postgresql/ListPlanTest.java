package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of a list costs what is on it, in the form in which whoever reads the journal asks for lists. */
class ListPlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final String NODE = "00000000-0000-4000-8000-000000000001";

    @BeforeAll
    static void manyTripsAndAFewOrders() {
        insert(30_000, "trip", "COMPLETED", false);
        insert(300, "trip", "RUNNING", false);
        insert(100, "order", "COMPLETED", false);
        insert(20, "trip", "COMPENSATING", true);
        DATABASE.execute("ANALYZE");
    }

    private static void insert(int count, String definition, String status, boolean stuck) {
        DATABASE.execute(
                "INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, stuck,"
                        + " created_at) SELECT gen_random_uuid(), 'request ' || n, '" + definition + "', 1, '" + status
                        + "', 9, '" + NODE + "', " + stuck + ", now() FROM generate_series(1, " + count + ") n");
    }

    @ParameterizedTest(name = "{0} {1}, {2}")
    @CsvSource({
        "trip, COMPLETED, ASC",
        "trip, COMPLETED, DESC",
        "order, COMPLETED, ASC",
        "order, COMPENSATED, DESC",
        "trip, RUNNING, ASC"
    })
    void oneDefinitionsSagasOfAStatusAreReadInOrder(String definition, String status, String order)
            throws SQLException {
        var plan = plan("SELECT * FROM saga WHERE definition = '" + definition + "' AND version = 1 AND status = '"
                + status + "' AND created_at >= now() - interval '1 day' ORDER BY saga_id " + order + " LIMIT 51");
        assertTrue(plan.contains("saga_by_status_and_definition"), plan);
        assertFalse(plan.contains("Sort"), plan);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING", "COMPENSATING", "COMPENSATED", "CLOSED_BY_OPERATOR"})
    void whatIsRareIsFoundWithoutLookingAtTheRest(String status) throws SQLException {
        var plan = plan("SELECT * FROM saga WHERE status = '" + status + "' ORDER BY saga_id LIMIT 51");
        assertTrue(plan.contains("saga_by_status_and_definition"), plan);
    }

    @Test
    void whatIsCommonIsReadInOrder() throws SQLException {
        var plan = plan("SELECT * FROM saga WHERE status = 'COMPLETED' ORDER BY saga_id LIMIT 51");
        assertTrue(plan.contains("saga_pkey"), plan);
        assertFalse(plan.contains("Sort"), plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"stuck", "paused", "quarantined IS NOT NULL", "stuck OR paused", "stuck OR quarantined IS NOT NULL"
            })
    void whatNeedsSomeoneHasAnIndexOfItsOwn(String flags) throws SQLException {
        var plan = plan("SELECT * FROM saga WHERE status IN ('RUNNING', 'COMPENSATING') AND (" + flags
                + ") ORDER BY saga_id LIMIT 51");
        assertTrue(plan.contains("saga_for_operators"), plan);
    }

    private static String plan(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("EXPLAIN " + query)) {
            while (result.next()) {
                lines.add(result.getString(1));
            }
        }
        return String.join("\n", lines);
    }
}
