package dev.roundtrip.examples.orders.saga;

import static dev.roundtrip.examples.orders.Steps.INVOICE;
import static dev.roundtrip.examples.orders.Steps.PAYMENT;
import static dev.roundtrip.examples.orders.Steps.STOCK;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import java.time.Duration;

/**
 * How something is sold over the counter: a chain of three.
 *
 * <p>It is fetched from the shelf, the customer pays, the invoice is written. If the customer can't pay, it goes back to the shelf.
 */
public final class CounterSaga {
    private CounterSaga() {}

    /** The saga, carried out by these participants. */
    public static SagaBlueprint<Order> blueprint(Participants participants) {
        var payments = participants.payments();
        var warehouse = participants.warehouse();
        var invoices = participants.invoices();
        return SagaBlueprint.named("counter", 1, new OrderCodec())
                .within(Duration.ofMinutes(10))
                .step(STOCK.name(), warehouse::take)
                .undoneBy(warehouse::putBack)
                .step(PAYMENT.name(), payments::charge)
                .undoneBy(payments::refund)
                .after(STOCK)
                .step(INVOICE.name(), invoices::write)
                .undoneBy(invoices::cancel)
                .after(PAYMENT)
                .build();
    }
}
