package dev.roundtrip.examples.orders.saga;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;
import static dev.roundtrip.examples.orders.Steps.INVOICE;
import static dev.roundtrip.examples.orders.Steps.NOTICE;
import static dev.roundtrip.examples.orders.Steps.ORDER;
import static dev.roundtrip.examples.orders.Steps.PAYMENT;
import static dev.roundtrip.examples.orders.Steps.STOCK;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import java.time.Duration;

/**
 * How an order is fulfilled.
 *
 * <p>First it goes into the books. Then the customer pays; nothing is taken from the shelf for someone who can't. Then the goods
 * are taken, and the invoice is written for what was. Last the carrier gets the parcel, with the invoice in it, and says later
 * whether it is under way.
 *
 * <p>Until then everything can be undone. If the carrier refuses, or anyone before it, the invoice is cancelled, the goods are put
 * back, the customer gets the money back, and in the end a word of regret. Once the parcel is under way there is no way back,
 * and the one thing left is to tell the customer, as often as it takes.
 */
public final class OrderSaga {
    private OrderSaga() {}

    /** The saga, carried out by these participants. */
    public static SagaBlueprint<Order> blueprint(Participants participants) {
        var books = participants.books();
        var payments = participants.payments();
        var warehouse = participants.warehouse();
        var invoices = participants.invoices();
        var carrier = participants.carrier();
        return SagaBlueprint.named("order", 1, new OrderCodec())
                .within(Duration.ofHours(8))
                .step(ORDER.name(), books::open)
                .undoneBy(books::callOff)
                .step(PAYMENT.name(), payments::charge)
                .undoneBy(payments::refund)
                .after(ORDER)
                .step(STOCK.name(), warehouse::take)
                .undoneBy(warehouse::putBack)
                .after(PAYMENT)
                .step(INVOICE.name(), invoices::write)
                .undoneBy(invoices::cancel)
                .after(STOCK)
                .pivot(DELIVERY.name(), carrier::collect)
                .closedBy(carrier::recall)
                .askedAgainAfter(Duration.ofMinutes(30))
                .after(INVOICE)
                .retriable(NOTICE.name(), books::tell)
                .after(DELIVERY)
                .build();
    }
}
