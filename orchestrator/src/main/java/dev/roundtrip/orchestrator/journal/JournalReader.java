package dev.roundtrip.orchestrator.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The journal as it is read by those who don't write it, over connections of their own. Each question is one statement, so all of an
 * answer is of one moment. It waits for a connection as long as the pool lets it, and for the answer as long as a statement may take; and
 * it goes on to its end although nobody may be listening any more.
 */
@ApplicationScoped
class JournalReader {
    private static final String OWNERS = " LEFT JOIN saga_node n ON n.node_id = s.owner";

    private static final String SAGA = "SELECT " + SagaRecord.COLUMNS + ", " + SagaEventRecord.COLUMNS + " FROM saga s"
            + OWNERS + " LEFT JOIN saga_event e ON e.saga_id = s.saga_id WHERE s.saga_id = $1 ORDER BY e.sequence";

    private static final String STRETCH =
            "SELECT " + SagaRecord.COLUMNS + ", " + SagaEventRecord.COLUMNS + " FROM saga s" + OWNERS + """
             LEFT JOIN LATERAL (
                SELECT * FROM saga_event
                WHERE saga_id = $1 AND sequence > $2
                ORDER BY sequence
                LIMIT $3) e ON true
            WHERE s.saga_id = $1 ORDER BY e.sequence
            """;

    private final Pool pool;

    JournalReader(Pool pool) {
        this.pool = pool;
    }

    /** The saga of that id with all of its events; empty when there is none. */
    Uni<Optional<RecordedSaga>> saga(UUID sagaId) {
        return ask(SAGA, Tuple.of(sagaId)).map(JournalReader::first);
    }

    /** The saga of that id with those of its events that come after that number, so many at the most; empty when there is none. */
    Uni<Optional<RecordedSaga>> stretch(UUID sagaId, long after, int limit) {
        return ask(STRETCH, Tuple.of(sagaId, after, limit)).map(JournalReader::first);
    }

    /** Sagas without their events, in the query's order. */
    Uni<List<SagaRecord>> rows(SagaQuery query) {
        var sql = "SELECT " + SagaRecord.COLUMNS + " FROM (" + query.source() + ") s" + OWNERS + " ORDER BY s.saga_id "
                + query.direction();
        return ask(sql, query.arguments())
                .map(rows -> rows.stream().map(SagaRecord::of).toList());
    }

    /** Sagas with all of their events, in the query's order. */
    Uni<List<RecordedSaga>> sagas(SagaQuery query) {
        var sql = "SELECT " + SagaRecord.COLUMNS + ", " + SagaEventRecord.COLUMNS + " FROM (" + query.source() + ") s"
                + OWNERS + " LEFT JOIN saga_event e ON e.saga_id = s.saga_id ORDER BY s.saga_id " + query.direction()
                + ", e.sequence";
        return ask(sql, query.arguments()).map(JournalReader::recorded);
    }

    private Uni<RowSet<Row>> ask(String sql, Tuple arguments) {
        // With a connection of its own a question waits for one no longer than the pool lets it.
        return pool.withConnection(connection -> connection.preparedQuery(sql).execute(arguments));
    }

    private static Optional<RecordedSaga> first(RowSet<Row> rows) {
        return recorded(rows).stream().findFirst();
    }

    private static List<RecordedSaga> recorded(RowSet<Row> rows) {
        Map<UUID, RecordedSaga> sagas = new LinkedHashMap<>();
        for (var row : rows) {
            var saga = sagas.computeIfAbsent(
                    row.getUUID("saga_id"), first -> new RecordedSaga(SagaRecord.of(row), new ArrayList<>()));
            SagaEventRecord.of(row).ifPresent(saga.events()::add);
        }
        return List.copyOf(sagas.values());
    }
}
