package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The carrier, as a saga sees it. It takes a parcel up at once and says only later, by a {@link Report}, whether the parcel is
 * under way; from then on there is no way back.
 */
public final class Carrier {
    private static final String TAKE_UP =
            "INSERT INTO parcel (saga_id, address, invoice, receipt, state) VALUES ($1, $2, $3, $4, 'WAITING')";
    private static final String RECALL = "UPDATE parcel SET state = 'RECALLED' WHERE saga_id = $1";

    private final Ledger ledger;

    /** The parcels in that database. */
    public Carrier(Pool pool) {
        ledger = new Ledger(pool);
    }

    /** Hands a parcel over, with its invoice in it. */
    public Uni<Outcome> collect(StepCall<Order> call, Answers answers) {
        var row = Tuple.of(
                call.sagaId(),
                call.request().address(),
                answers.of(Steps.INVOICE).number(),
                answers.of(Steps.PAYMENT).number());
        return ledger.act(call, tx -> tx.preparedQuery(TAKE_UP).execute(row).replaceWith(Outcome.Accepted::new));
    }

    /** Calls a parcel back that may or may not be under way: it is one or the other afterwards. */
    public Uni<Outcome> recall(StepCall<Order> call) {
        return ledger.close(
                call,
                tx -> tx.preparedQuery(RECALL).execute(Tuple.of(call.sagaId())).replaceWithVoid());
    }
}
