package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Charges customers, and gives them their money back. */
public final class Payments {
    private static final String DEBIT = "UPDATE account SET cents = cents - $2 WHERE customer = $1 AND cents >= $2";
    private static final String CHARGE = """
            INSERT INTO charge (saga_id, customer, cents, state) VALUES ($1, $2, $3, 'CHARGED') RETURNING receipt
            """;
    private static final String REFUND = """
            WITH refunded AS (
                UPDATE charge SET state = 'REFUNDED' WHERE saga_id = $1 RETURNING customer, cents)
            UPDATE account SET cents = account.cents + refunded.cents FROM refunded
            WHERE account.customer = refunded.customer
            """;

    private final Ledger ledger;

    /** The accounts in that database. */
    public Payments(Pool pool) {
        ledger = new Ledger(pool);
    }

    /** Takes what the order costs. Refused when there isn't enough. */
    public Uni<Outcome> charge(StepCall<Order> call) {
        var order = call.request();
        return ledger.act(call, tx -> tx.preparedQuery(DEBIT)
                .execute(Tuple.of(order.customer(), order.cents()))
                .chain(debited -> debited.rowCount() == 1 ? receipt(tx, call) : notEnough(order)));
    }

    private static Uni<Outcome> receipt(SqlConnection tx, StepCall<Order> call) {
        var order = call.request();
        return tx.preparedQuery(CHARGE)
                .execute(Tuple.of(call.sagaId(), order.customer(), order.cents()))
                .map(rows -> new Steps.Receipt("R-" + rows.iterator().next().getLong("receipt")))
                .map(Steps.PAYMENT::confirmed);
    }

    private static Uni<Outcome> notEnough(Order order) {
        var message = order.customer() + " has not enough money for " + order.id() + ".";
        return Uni.createFrom().item(new Outcome.Rejected("NOT_ENOUGH_MONEY", message));
    }

    /** Gives it back. */
    public Uni<Outcome> refund(StepCall<Order> call) {
        return ledger.undo(
                call,
                tx -> tx.preparedQuery(REFUND).execute(Tuple.of(call.sagaId())).replaceWithVoid());
    }
}
