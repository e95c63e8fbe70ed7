package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.system.postgres.Database;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fills a journal with trips that ended long ago: copies of two that it has, one that was booked and one that was given back,
 * under ids of their own and spread over a month.
 *
 * @param journal which
 * @param out is told how it gets on
 */
record Seed(Database journal, PrintStream out) {
    private static final int BATCH = 100_000;
    private static final int BATCHES_PER_LINE = 10;

    /** Of ten trips one was given back; the last of them ended an hour ago. Their ids tell when they began. */
    private static final String COPY = """
            WITH fresh AS MATERIALIZED (
                SELECT uuidv7(age) AS saga_id, gen_random_uuid()::text AS request_id, now() + age AS began,
                       CASE WHEN n %% 10 = 0 THEN 'COMPENSATED' ELSE 'COMPLETED' END AS status
                FROM generate_series(%1$d, %2$d) AS n,
                     LATERAL (SELECT (%3$d - n) * (interval '-30 days' / %3$d) - interval '1 hour' AS age) AS past),
            template AS MATERIALIZED (
                SELECT DISTINCT ON (status) * FROM saga
                WHERE status IN ('COMPLETED', 'COMPENSATED') ORDER BY status, saga_id DESC),
            claimed AS (
                INSERT INTO saga_request (request_id, saga_id, fingerprint, created_at)
                SELECT f.request_id, f.saga_id, r.fingerprint, f.began
                FROM fresh f JOIN template t USING (status) JOIN saga_request r ON r.request_id = t.request_id),
            recorded AS (
                INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault, reason,
                                        message, payload, actor)
                SELECT f.saga_id, e.sequence, gen_random_uuid(), f.began + (e.at - t.created_at), e.kind, e.step, e.attempt,
                       f.began + (e.due_at - t.created_at), e.steps, e.fault, e.reason, e.message, e.payload, e.actor
                FROM fresh f JOIN template t USING (status) JOIN saga_event e ON e.saga_id = t.saga_id)
            INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, created_at, ended_at)
            SELECT f.saga_id, f.request_id, t.definition, t.version, f.status, t.last_sequence, t.owner, f.began,
                   f.began + (t.ended_at - t.created_at)
            FROM fresh f JOIN template t USING (status)""";

    /** Then the planner is told of them, as it would have been long ago. */
    void sow(int sagas) {
        try (var connection = journal.connect()) {
            for (int done = 0; done < sagas; ) {
                int next = Math.min(done + BATCH, sagas);
                execute(connection, COPY.formatted(done + 1, next, sagas));
                if (next / BATCH % BATCHES_PER_LINE == 0 || next == sagas) {
                    out.printf("  %,d of %,d trips%n", next, sagas);
                }
                done = next;
            }
            for (var table : new String[] {"saga", "saga_event", "saga_request"}) {
                execute(connection, "VACUUM (ANALYZE) " + table);
            }
        } catch (SQLException e) {
            throw new BenchFailure("The journal can't be filled: " + e.getMessage(), e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How large it is, in words. */
    String size() {
        try (var connection = journal.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT (SELECT count(*) FROM saga) AS sagas, (SELECT count(*) FROM saga_event) AS events,
                               pg_size_pretty(pg_database_size(current_database())) AS size""")) {
            row.next();
            return "%,d trips with %,d events, %s"
                    .formatted(row.getLong("sagas"), row.getLong("events"), row.getString("size"));
        } catch (SQLException e) {
            throw new BenchFailure("The journal's size can't be asked for: " + e.getMessage(), e);
        }
    }
}
