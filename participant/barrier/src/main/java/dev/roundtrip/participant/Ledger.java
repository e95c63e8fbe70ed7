package dev.roundtrip.participant;

import com.google.protobuf.ByteString;
import dev.roundtrip.participant.LedgerEntry.State;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table {@code participant_ledger}. Several rows of a kind go to the database at once. What counts is when a statement
 * locks its rows, so each locks in the order in which they are given; and an insert must not fail on a key that is there,
 * for that would abort the transaction.
 */
final class Ledger {
    private static final String CLAIM = """
            INSERT INTO participant_ledger (saga_id, step, state, fingerprint)
            SELECT saga_id, step, 'RESERVED', fingerprint
            FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS asked (saga_id, step, fingerprint)
            ON CONFLICT DO NOTHING
            RETURNING saga_id, step""";

    private static final String BURY = """
            INSERT INTO participant_ledger (saga_id, step, state, cancelled_at)
            SELECT saga_id, step, 'CANCELLED', now()
            FROM unnest($1::uuid[], $2::text[]) AS asked (saga_id, step)
            ON CONFLICT DO NOTHING
            RETURNING saga_id, step""";

    private static final String READ = """
            SELECT saga_id, step, state, fingerprint, answer FROM participant_ledger
            WHERE saga_id = $1 AND step = $2""";

    private static final String LOCK = READ + " FOR UPDATE";

    private static final String RECORD =
            "UPDATE participant_ledger SET state = $3, answer = $4 WHERE saga_id = $1 AND step = $2";

    private static final String MARK_CANCELLED = """
            UPDATE participant_ledger SET state = 'CANCELLED', cancelled_at = now()
            WHERE saga_id = $1 AND step = $2""";

    private static final String UNCLAIM = "DELETE FROM participant_ledger WHERE saga_id = $1 AND step = $2";

    private Ledger() {}

    /**
     * Inserts rows of reserves, waiting for anyone who is just inserting one of them too.
     *
     * @return the steps that had no row
     */
    static Uni<Set<StepId>> claim(SqlClient transaction, Map<StepId, byte[]> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var arguments = StepId.arrays(fingerprints.keySet())
                .addValue(fingerprints.values().stream().map(Buffer::buffer).toArray(Buffer[]::new));
        return transaction.preparedQuery(CLAIM).execute(arguments).map(Ledger::ids);
    }

    /** Takes claims back that came to nothing. */
    static Uni<Void> unclaim(SqlClient transaction, Collection<StepId> steps) {
        return update(transaction, UNCLAIM, steps.stream().map(Ledger::key).toList());
    }

    /**
     * Inserts tombstones.
     *
     * @return the steps that had no row
     */
    static Uni<Set<StepId>> bury(SqlClient transaction, Collection<StepId> steps) {
        return transaction.preparedQuery(BURY).execute(StepId.arrays(steps)).map(Ledger::ids);
    }

    private static Set<StepId> ids(RowSet<Row> rows) {
        var ids = new HashSet<StepId>();
        rows.forEach(row -> ids.add(id(row)));
        return ids;
    }

    static Uni<Optional<LedgerEntry>> find(SqlClient database, StepId step) {
        return database.preparedQuery(READ)
                .execute(key(step))
                .map(rows -> Optional.ofNullable(entries(rows).get(step)));
    }

    /** The rows that are there. */
    static Uni<Map<StepId, LedgerEntry>> read(SqlClient transaction, Collection<StepId> steps) {
        return forEach(transaction, READ, steps);
    }

    /** The rows that are there, locked until the transaction ends. */
    static Uni<Map<StepId, LedgerEntry>> lock(SqlClient transaction, Collection<StepId> steps) {
        return forEach(transaction, LOCK, steps);
    }

    private static Uni<Map<StepId, LedgerEntry>> forEach(SqlClient transaction, String sql, Collection<StepId> steps) {
        return steps.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : transaction
                        .preparedQuery(sql)
                        .executeBatch(steps.stream().map(Ledger::key).toList())
                        .map(Ledger::entries);
    }

    /** Writes the first answers into the rows that were claimed for them. */
    static Uni<Void> record(SqlClient transaction, Map<StepId, Answer> answers) {
        var rows = new ArrayList<Tuple>();
        answers.forEach((step, answer) -> rows.add(recorded(key(step), answer)));
        return update(transaction, RECORD, rows);
    }

    private static Tuple recorded(Tuple key, Answer answer) {
        return switch (answer) {
            case Answer.Reserved yes -> key.addValue(State.RESERVED.name()).addValue(buffer(yes.message()));
            case Answer.Rejected no ->
                key.addValue(State.REJECTED.name())
                        .addValue(buffer(no.rejection().toByteString()));
            case Answer.Superseded never -> throw new IllegalStateException("a cancel is no answer to be recorded");
        };
    }

    static Uni<Void> markCancelled(SqlClient transaction, Collection<StepId> steps) {
        return update(
                transaction, MARK_CANCELLED, steps.stream().map(Ledger::key).toList());
    }

    private static Uni<Void> update(SqlClient transaction, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple key(StepId step) {
        return Tuple.of(step.sagaId(), step.step());
    }

    private static Buffer buffer(ByteString bytes) {
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Of a batch there is one set of rows after another. */
    private static Map<StepId, LedgerEntry> entries(RowSet<Row> first) {
        var entries = new HashMap<StepId, LedgerEntry>();
        for (var rows = first; rows != null; rows = rows.next()) {
            rows.forEach(row -> entries.put(id(row), entry(row)));
        }
        return entries;
    }

    private static LedgerEntry entry(Row row) {
        var fingerprint = row.getBuffer("fingerprint");
        var answer = row.getBuffer("answer");
        return new LedgerEntry(
                id(row),
                State.valueOf(row.getString("state")),
                fingerprint == null ? null : fingerprint.getBytes(),
                answer == null ? null : ByteString.copyFrom(answer.getBytes()));
    }

    private static StepId id(Row row) {
        return new StepId(row.getUUID("saga_id"), row.getString("step"));
    }
}
