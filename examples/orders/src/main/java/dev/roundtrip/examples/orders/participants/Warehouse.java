package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Takes goods from the shelf, and puts them back. */
public final class Warehouse {
    private static final String REACH =
            "UPDATE article SET on_shelf = on_shelf - $2 WHERE name = $1 AND on_shelf >= $2";
    private static final String PICK =
            "INSERT INTO picking (saga_id, article, quantity, state) VALUES ($1, $2, $3, 'TAKEN')";
    private static final String PUT_BACK = """
            WITH returned AS (
                UPDATE picking SET state = 'PUT_BACK' WHERE saga_id = $1 RETURNING article, quantity)
            UPDATE article SET on_shelf = on_shelf + returned.quantity FROM returned WHERE name = returned.article
            """;

    private final Ledger ledger;

    /** The shelves in that database. */
    public Warehouse(Pool pool) {
        ledger = new Ledger(pool);
    }

    /** Takes what was ordered. Refused when there isn't enough of it. */
    public Uni<Outcome> take(StepCall<Order> call) {
        var order = call.request();
        return ledger.act(call, tx -> tx.preparedQuery(REACH)
                .execute(Tuple.of(order.article(), order.quantity()))
                .chain(reached -> reached.rowCount() == 1 ? picked(tx, call) : soldOut(order)));
    }

    private static Uni<Outcome> picked(SqlConnection tx, StepCall<Order> call) {
        var order = call.request();
        return tx.preparedQuery(PICK)
                .execute(Tuple.of(call.sagaId(), order.article(), order.quantity()))
                .replaceWith(() -> Steps.STOCK.confirmed(order.quantity() + " " + order.article()));
    }

    private static Uni<Outcome> soldOut(Order order) {
        var message = "There are not " + order.quantity() + " of " + order.article() + " left.";
        return Uni.createFrom().item(new Outcome.Rejected("SOLD_OUT", message));
    }

    /** Puts it back. */
    public Uni<Outcome> putBack(StepCall<Order> call) {
        return ledger.undo(call, tx -> tx.preparedQuery(PUT_BACK)
                .execute(Tuple.of(call.sagaId()))
                .replaceWithVoid());
    }
}
