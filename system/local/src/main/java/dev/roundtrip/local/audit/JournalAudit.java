package dev.roundtrip.local.audit;

import dev.roundtrip.system.postgres.Database;
import java.util.List;
import java.util.stream.Stream;

/** Whether every history is whole and ends once, no request id was used for two trips, and none has lost its trip without a word. */
public final class JournalAudit {
    private static final String BROKEN_HISTORIES = """
            WITH history AS (
                SELECT saga_id, count(*) AS events, min(sequence) AS first, max(sequence) AS last,
                       count(*) FILTER (WHERE kind IN ('SAGA_COMPLETED', 'SAGA_COMPENSATED', 'SAGA_CLOSED')) AS ends,
                       max(sequence) FILTER (WHERE kind IN ('SAGA_COMPLETED', 'SAGA_COMPENSATED', 'SAGA_CLOSED')) AS ended,
                       max(kind) FILTER (WHERE kind IN ('SAGA_COMPLETED', 'SAGA_COMPENSATED', 'SAGA_CLOSED')) AS ended_as
                FROM saga_event GROUP BY saga_id)
            SELECT saga_id, status, last_sequence, events, first, last, ends, ended, ended_as
            FROM saga FULL JOIN history USING (saga_id)
            WHERE (first = 1 AND events = last AND last = last_sequence
                   AND CASE WHEN status IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR')
                            THEN ends = 1 AND ended = last
                             AND ended_as = 'SAGA_' || split_part(status, '_', 1)
                            ELSE ends = 0 END) IS NOT TRUE
            """;
    private static final String REQUESTS_USED_TWICE =
            "SELECT request_id, count(*) FROM saga GROUP BY 1 HAVING count(*) > 1";
    private static final String UNKEPT_REQUESTS = """
            SELECT saga.saga_id, saga.request_id, kept.saga_id
            FROM saga LEFT JOIN saga_request AS kept USING (request_id)
            WHERE kept.saga_id IS DISTINCT FROM saga.saga_id
            """;
    /** A trip goes in one commit with the word of how it ended, so either the trip is there or that. */
    private static final String LOST_OR_HALF_DELETED = """
            SELECT request.saga_id, request.request_id, request.status, request.ended_at, saga.saga_id IS NOT NULL AS there
            FROM saga_request AS request LEFT JOIN saga USING (saga_id)
            WHERE CASE WHEN saga.saga_id IS NULL
                       THEN (request.status IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR')
                             AND request.ended_at IS NOT NULL) IS NOT TRUE
                       ELSE request.status IS NOT NULL OR request.ended_at IS NOT NULL END
            """;

    private static final String QUARANTINED = "SELECT saga_id, quarantined FROM saga WHERE quarantined IS NOT NULL";

    private final Database journal;

    /** @param journal whose sagas need not be trips that participants know of */
    public JournalAudit(Database journal) {
        this.journal = journal;
    }

    /** A sentence for each that is found. */
    public List<String> violations() {
        var histories = Rows.of(
                journal,
                BROKEN_HISTORIES,
                row -> "trip " + row.getString("saga_id") + " (" + row.getString("status") + ", last sequence "
                        + row.getString("last_sequence") + ") has a broken history: " + row.getString("events")
                        + " events from " + row.getString("first") + " to " + row.getString("last") + ", "
                        + row.getString("ends") + " of them an end, the last of which is " + row.getString("ended_as")
                        + " at " + row.getString("ended"));
        var requests = Rows.of(
                journal,
                REQUESTS_USED_TWICE,
                row -> "request " + row.getString(1) + " has become " + row.getInt(2) + " trips");
        var unkept = Rows.of(
                journal,
                UNKEPT_REQUESTS,
                row -> "trip " + row.getString(1) + " came of request " + row.getString(2)
                        + ", which is kept as that of trip " + row.getString(3));
        var lost = Rows.of(
                journal,
                LOST_OR_HALF_DELETED,
                row -> "request " + row.getString("request_id") + " says that trip " + row.getString("saga_id")
                        + " is gone and ended as " + row.getString("status") + " at " + row.getString("ended_at")
                        + ", and the trip is " + (row.getBoolean("there") ? "there" : "not there"));
        var quarantined = Rows.of(
                journal, QUARANTINED, row -> "trip " + row.getString(1) + " is quarantined: " + row.getString(2));
        return Stream.of(histories, requests, unkept, lost, quarantined)
                .flatMap(List::stream)
                .toList();
    }
}
