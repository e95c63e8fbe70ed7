package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;

/**
 * Where a contender keeps its trips.
 *
 * @param database which
 * @param sql that counts those that have ended, and then those that have not
 */
record Records(Database database, String sql) {
    /** Of a journal. */
    static Records ofJournal(Database journal) {
        return new Records(journal, """
                SELECT count(*) FILTER (WHERE status IN ('COMPLETED', 'COMPENSATED')),
                       count(*) FILTER (WHERE status NOT IN ('COMPLETED', 'COMPENSATED'))
                FROM saga""");
    }

    /** Of DBOS. */
    static Records ofDbos(Database database) {
        return new Records(database, """
                SELECT count(*) FILTER (WHERE status = 'SUCCESS'), count(*) FILTER (WHERE status <> 'SUCCESS')
                FROM dbos.workflow_status""");
    }

    /**
     * Makes sure that there are as many as were answered.
     *
     * @throws BenchFailure when there are more or fewer: then it has not done what was measured
     */
    void require(String contender, long answered) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            long ended = row.getLong(1);
            long others = row.getLong(2);
            if (ended != answered || others != 0) {
                throw new BenchFailure(contender + " has answered " + answered + " trips and recorded that " + ended
                        + " have ended and " + others + " have not.");
            }
        } catch (SQLException e) {
            throw new BenchFailure("The records of " + contender + " can't be read: " + e.getMessage(), e);
        }
    }
}
