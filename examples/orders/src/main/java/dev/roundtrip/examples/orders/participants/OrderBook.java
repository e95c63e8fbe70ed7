package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The shop's own book of orders, and what its customers are told. */
public final class OrderBook {
    private static final String OPEN = """
            INSERT INTO orders (order_id, saga_id, customer, article, quantity, cents, state)
            VALUES ($1, $2, $3, $4, $5, $6, 'OPEN')
            """;
    private static final String CALL_OFF = """
            UPDATE orders SET state = 'CALLED_OFF', letter = 'We are sorry: we could not fulfil your order.'
            WHERE saga_id = $1
            """;
    private static final String TELL = "UPDATE orders SET state = 'UNDER_WAY', letter = $2 WHERE saga_id = $1";

    private final Ledger ledger;

    /** The book in that database. */
    public OrderBook(Pool pool) {
        ledger = new Ledger(pool);
    }

    /** Enters the order. */
    public Uni<Outcome> open(StepCall<Order> call) {
        var order = call.request();
        var row = Tuple.from(new Object[] {
            order.id(), call.sagaId(), order.customer(), order.article(), order.quantity(), order.cents()
        });
        return ledger.act(
                call, tx -> tx.preparedQuery(OPEN).execute(row).replaceWith(() -> Steps.ORDER.confirmed(order.id())));
    }

    /** Strikes it out again, and tells the customer so. */
    public Uni<Outcome> callOff(StepCall<Order> call) {
        return ledger.undo(call, tx -> tx.preparedQuery(CALL_OFF)
                .execute(Tuple.of(call.sagaId()))
                .replaceWithVoid());
    }

    /** Tells the customer that the parcel is under way, and how to follow it. */
    public Uni<Outcome> tell(StepCall<Order> call, Answers answers) {
        var letter = "Your order is under way: "
                + answers.of(Steps.DELIVERY).code() + ", invoice "
                + answers.of(Steps.INVOICE).number() + ".";
        return ledger.act(call, tx -> tx.preparedQuery(TELL)
                .execute(Tuple.of(call.sagaId(), letter))
                .replaceWith(() -> Steps.NOTICE.confirmed(letter)));
    }
}
