package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Writes invoices, and cancels them. */
public final class Invoices {
    private static final String WRITE = """
            INSERT INTO invoice (saga_id, order_id, receipt, cents, state) VALUES ($1, $2, $3, $4, 'WRITTEN')
            RETURNING number
            """;
    private static final String CANCEL = "UPDATE invoice SET state = 'CANCELLED' WHERE saga_id = $1";

    private final Ledger ledger;

    /** The invoices in that database. */
    public Invoices(Pool pool) {
        ledger = new Ledger(pool);
    }

    /** Writes an order's invoice, which says by what it was paid. */
    public Uni<Outcome> write(StepCall<Order> call, Answers answers) {
        var order = call.request();
        var row = Tuple.of(call.sagaId(), order.id(), answers.of(Steps.PAYMENT).number(), order.cents());
        return ledger.act(call, tx -> tx.preparedQuery(WRITE)
                .execute(row)
                .map(rows ->
                        new Steps.InvoiceNumber("I-" + rows.iterator().next().getLong("number")))
                .map(Steps.INVOICE::confirmed));
    }

    /** Cancels it. */
    public Uni<Outcome> cancel(StepCall<Order> call) {
        return ledger.undo(
                call,
                tx -> tx.preparedQuery(CANCEL).execute(Tuple.of(call.sagaId())).replaceWithVoid());
    }
}
