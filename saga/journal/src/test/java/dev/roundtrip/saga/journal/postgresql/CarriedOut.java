package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** A statement's plan with what each part of it did, planned as on the journal's connections. */
record CarriedOut(String plan) {
    /** What a part of a plan has made, and what it has read and thrown away. */
    private static final Pattern ROWS =
            Pattern.compile("actual time=\\S+ rows=([0-9.]+)|Rows Removed by [A-Za-z ]+: ([0-9.]+)");

    /** Of {@code statement} as PREPARE has it, with its parameters' types before it. */
    static CarriedOut asPrepared(JournalDatabase database, String statement, String arguments) {
        var lines = new ArrayList<String>();
        try (var connection = database.connect();
                var session = connection.createStatement()) {
            session.execute("SET plan_cache_mode = force_generic_plan");
            session.execute("PREPARE step " + statement);
            try (var result = session.executeQuery("EXPLAIN (ANALYZE) EXECUTE step" + arguments)) {
                while (result.next()) {
                    lines.add(result.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
        return new CarriedOut(String.join("\n", lines));
    }

    /** No part of it reads or makes more than so many. */
    void assertNoMoreRowsThan(int limit) {
        var most = ROWS.matcher(plan)
                .results()
                .map(rows -> rows.group(1) == null ? rows.group(2) : rows.group(1))
                .mapToDouble(Double::parseDouble)
                .max()
                .orElseThrow();
        assertTrue(most <= limit, plan);
    }
}
