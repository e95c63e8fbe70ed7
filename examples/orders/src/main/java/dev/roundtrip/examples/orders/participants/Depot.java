package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** The carrier's own work, that no saga asks for: sends parcels on their way, and says so. */
public final class Depot {
    private static final String IS_KNOWN = """
            SELECT EXISTS (SELECT FROM known_address WHERE address = parcel.address) AS known, address
            FROM parcel WHERE saga_id = $1
            """;
    private static final String SEND = """
            UPDATE parcel SET state = $2 WHERE saga_id = $1 AND state = 'WAITING' RETURNING tracking
            """;
    private static final String ANNOUNCE = "INSERT INTO outbox (saga_id, step) VALUES ($1, $2)";
    private static final String UNHEARD = """
            SELECT outbox.id, saga_id, step, state, answer, reason, message
            FROM outbox JOIN ledger USING (saga_id, step) ORDER BY outbox.id
            """;
    private static final String HEARD = "DELETE FROM outbox WHERE id = $1";

    private final Pool pool;
    private final Ledger ledger;

    /** The depot over the carrier's database. */
    public Depot(Pool pool) {
        this.pool = pool;
        ledger = new Ledger(pool);
    }

    /**
     * Sends the parcel that has waited for longest on its way, unless its address isn't known. What became of it is kept
     * together with the message that says so, or neither is.
     *
     * @return whether there was one
     */
    public Uni<Boolean> sendNext() {
        return ledger.answerOldest(tx -> key ->
                send(tx, key).call(() -> tx.preparedQuery(ANNOUNCE).execute(Tuple.of(key.sagaId(), key.step()))));
    }

    private static Uni<Outcome> send(SqlConnection tx, Ledger.Key key) {
        return tx.preparedQuery(IS_KNOWN).execute(Tuple.of(key.sagaId())).chain(rows -> {
            var parcel = rows.iterator().next();
            return parcel.getBoolean("known") ? sent(tx, key) : refused(tx, key, parcel.getString("address"));
        });
    }

    private static Uni<Outcome> sent(SqlConnection tx, Ledger.Key key) {
        return tx.preparedQuery(SEND)
                .execute(Tuple.of(key.sagaId(), "UNDER_WAY"))
                .map(rows -> new Steps.Tracking("T-" + rows.iterator().next().getLong("tracking")))
                .map(Steps.DELIVERY::confirmed);
    }

    private static Uni<Outcome> refused(SqlConnection tx, Ledger.Key key, String address) {
        var refusal = new Outcome.Rejected("ADDRESS_UNKNOWN", "Nobody knows where " + address + " is.");
        return tx.preparedQuery(SEND).execute(Tuple.of(key.sagaId(), "REFUSED")).replaceWith(refusal);
    }

    /** The messages that nobody has said to have heard, the oldest first. */
    public Uni<List<Report>> unheard() {
        return pool.query(UNHEARD).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Report(
                        row.getLong("id"), row.getUUID("saga_id"), row.getString("step"), Ledger.outcome(row)))
                .toList());
    }

    /** A message was heard, and need not be sent again. */
    public Uni<Void> heard(long report) {
        return pool.preparedQuery(HEARD).execute(Tuple.of(report)).replaceWithVoid();
    }
}
