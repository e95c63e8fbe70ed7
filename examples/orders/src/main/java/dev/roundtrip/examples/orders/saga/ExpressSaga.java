package dev.roundtrip.examples.orders.saga;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;
import static dev.roundtrip.examples.orders.Steps.INVOICE;
import static dev.roundtrip.examples.orders.Steps.PAYMENT;
import static dev.roundtrip.examples.orders.Steps.STOCK;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import java.time.Duration;

/**
 * How an order is fulfilled in a hurry: a diamond.
 *
 * <p>The customer pays. Then the goods are taken and the invoice is written, side by side. The carrier gets the parcel when both are
 * there. If the carrier refuses, both are undone side by side, and then the customer gets the money back.
 */
public final class ExpressSaga {
    private ExpressSaga() {}

    /** The saga, carried out by these participants. */
    public static SagaBlueprint<Order> blueprint(Participants participants) {
        var payments = participants.payments();
        var warehouse = participants.warehouse();
        var invoices = participants.invoices();
        var carrier = participants.carrier();
        return SagaBlueprint.named("express", 1, new OrderCodec())
                .within(Duration.ofHours(1))
                .step(PAYMENT.name(), payments::charge)
                .undoneBy(payments::refund)
                .step(STOCK.name(), warehouse::take)
                .undoneBy(warehouse::putBack)
                .after(PAYMENT)
                .step(INVOICE.name(), invoices::write)
                .undoneBy(invoices::cancel)
                .after(PAYMENT)
                .pivot(DELIVERY.name(), carrier::collect)
                .closedBy(carrier::recall)
                .after(STOCK, INVOICE)
                .build();
    }
}
