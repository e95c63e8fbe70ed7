package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;
import java.util.function.Function;

/**
 * What makes a participant safe to be called late, twice, and in the wrong order. Every call is one local transaction that
 * holds the business change and the row that remembers it: both happen, or neither.
 *
 * <ul>
 *   <li>The first answer to a key, a refusal too, is the answer to every repeat until the key is cancelled.
 *   <li>Once a key is cancelled nothing is done under it any more, also when the cancel came first.
 *   <li>A call that failed did nothing, or did all of it and lost its answer: repeating it is right either way.
 * </ul>
 *
 * <p>Needs the table of {@code db/ledger} in the participant's own database. The ledger's row is always locked before any of the
 * business, so that calls can't wait for each other in a circle.
 */
public final class Ledger {
    private static final String CLAIM =
            "INSERT INTO ledger (saga_id, step, state) VALUES ($1, $2, 'DONE') ON CONFLICT DO NOTHING";
    private static final String BURY = """
            INSERT INTO ledger (saga_id, step, state, cancelled_at) VALUES ($1, $2, 'CANCELLED', clock_timestamp())
            ON CONFLICT DO NOTHING
            """;
    private static final String LOCK =
            "SELECT state, answer, reason, message FROM ledger WHERE saga_id = $1 AND step = $2 FOR UPDATE";
    private static final String RECORD =
            "UPDATE ledger SET state = $3, answer = $4, reason = $5, message = $6 WHERE saga_id = $1 AND step = $2";
    private static final String CANCEL = """
            UPDATE ledger SET state = 'CANCELLED', cancelled_at = clock_timestamp() WHERE saga_id = $1 AND step = $2
            """;
    private static final String OLDEST_ACCEPTED = """
            SELECT saga_id, step FROM ledger WHERE state = 'ACCEPTED' ORDER BY recorded_at LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;
    private static final Outcome UNDONE = new Outcome.Confirmed(Payload.empty());

    /** What a step is known by: here, at the saga, and on the way between them. */
    public record Key(UUID sagaId, String step) {
        static Key of(StepCall<?> call) {
            return new Key(call.sagaId(), call.step());
        }

        private Tuple tuple() {
            return Tuple.of(sagaId, step);
        }
    }

    private enum State {
        DONE,
        REFUSED,
        ACCEPTED,
        CANCELLED
    }

    private record Entry(State state, Outcome outcome) {}

    private final Pool pool;

    /** The ledger in that database. */
    public Ledger(Pool pool) {
        this.pool = pool;
    }

    /**
     * Answers a call to do something.
     *
     * @param decide does it, or refuses and changes nothing; run only for a key that is new, within the transaction
     */
    Uni<Outcome> act(StepCall<?> call, Function<SqlConnection, Uni<Outcome>> decide) {
        var key = Key.of(call);
        return pool.withTransaction(tx -> changed(tx, CLAIM, key)
                .chain(isFirst -> isFirst
                        ? decide.apply(tx).call(outcome -> record(tx, key, outcome))
                        : lock(tx, key).map(Entry::outcome)));
    }

    /**
     * Answers a call to undo it.
     *
     * @param giveBack undoes what was done; run only when there is something to undo, within the transaction
     */
    Uni<Outcome> undo(StepCall<?> call, Function<SqlConnection, Uni<Void>> giveBack) {
        var key = Key.of(call);
        return pool.withTransaction(tx -> changed(tx, BURY, key)
                        .chain(isFirst -> isFirst
                                ? nothing()
                                : lock(tx, key).chain(entry -> switch (entry.state()) {
                                    case DONE, ACCEPTED ->
                                        changed(tx, CANCEL, key).chain(() -> giveBack.apply(tx));
                                    case REFUSED -> changed(tx, CANCEL, key).replaceWithVoid();
                                    case CANCELLED -> nothing();
                                })))
                .replaceWith(UNDONE);
    }

    /**
     * Answers a call to settle it: with the first answer, if there is one, and else with a refusal for ever.
     *
     * @param recall takes back what was taken up and is not answered yet; within the transaction
     */
    Uni<Outcome> close(StepCall<?> call, Function<SqlConnection, Uni<Void>> recall) {
        var key = Key.of(call);
        return pool.withTransaction(tx -> changed(tx, BURY, key)
                .chain(isFirst -> isFirst
                        ? superseded()
                        : lock(tx, key).chain(entry -> switch (entry.state()) {
                            case DONE, REFUSED, CANCELLED -> Uni.createFrom().item(entry.outcome());
                            case ACCEPTED ->
                                changed(tx, CANCEL, key)
                                        .chain(() -> recall.apply(tx))
                                        .chain(Ledger::superseded);
                        })));
    }

    /**
     * Answers the key that has waited for its answer for longest.
     *
     * @param decide does it, or refuses, within the transaction
     * @return whether there was one
     */
    Uni<Boolean> answerOldest(Function<SqlConnection, Function<Key, Uni<Outcome>>> decide) {
        return pool.withTransaction(tx -> tx.query(OLDEST_ACCEPTED).execute().chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(false);
            }
            var row = rows.iterator().next();
            var key = new Key(row.getUUID("saga_id"), row.getString("step"));
            return decide.apply(tx)
                    .apply(key)
                    .chain(outcome -> record(tx, key, outcome))
                    .replaceWith(true);
        }));
    }

    private static Uni<Void> record(SqlConnection tx, Key key, Outcome outcome) {
        var columns =
                switch (outcome) {
                    case Outcome.Confirmed done ->
                        columns(key, State.DONE)
                                .addBuffer(Buffer.buffer(done.answer().bytes()))
                                .addValue(null)
                                .addValue(null);
                    case Outcome.Rejected no ->
                        columns(key, State.REFUSED)
                                .addValue(null)
                                .addString(no.reason())
                                .addString(no.message());
                    case Outcome.Accepted later ->
                        columns(key, State.ACCEPTED)
                                .addValue(null)
                                .addValue(null)
                                .addValue(null);
                    case Outcome.Superseded superseded -> throw undecided(superseded);
                    case Outcome.Unknown unknown -> throw undecided(unknown);
                };
        return tx.preparedQuery(RECORD).execute(columns).replaceWithVoid();
    }

    private static Tuple columns(Key key, State state) {
        return key.tuple().addString(state.name());
    }

    private static IllegalStateException undecided(Outcome outcome) {
        return new IllegalStateException("a participant does it or refuses, it doesn't answer " + outcome);
    }

    private static Uni<Entry> lock(SqlConnection tx, Key key) {
        return tx.preparedQuery(LOCK)
                .execute(key.tuple())
                .map(rows -> entry(rows.iterator().next()));
    }

    static Outcome outcome(Row row) {
        return entry(row).outcome();
    }

    private static Entry entry(Row row) {
        var state = State.valueOf(row.getString("state"));
        return new Entry(
                state,
                switch (state) {
                    case DONE ->
                        new Outcome.Confirmed(Payload.of(row.getBuffer("answer").getBytes()));
                    case REFUSED -> new Outcome.Rejected(row.getString("reason"), row.getString("message"));
                    case ACCEPTED -> new Outcome.Accepted();
                    case CANCELLED -> new Outcome.Superseded();
                });
    }

    private static Uni<Boolean> changed(SqlConnection tx, String statement, Key key) {
        return tx.preparedQuery(statement).execute(key.tuple()).map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Uni<Outcome> superseded() {
        return Uni.createFrom().item(new Outcome.Superseded());
    }
}
