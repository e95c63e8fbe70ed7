package dev.roundtrip.examples.orders.saga;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.participants.Carrier;
import dev.roundtrip.examples.orders.participants.Invoices;
import dev.roundtrip.examples.orders.participants.OrderBook;
import dev.roundtrip.examples.orders.participants.Payments;
import dev.roundtrip.examples.orders.participants.Warehouse;

/** The sagas for tests that put scripts in their participants' place: these have no database, and are never called. */
final class ScriptedOrders {
    static final Order ORDER = new Order("o-1", "ana", "kettle", 1, 3900, "Rua Augusta 1, Lisboa");

    private ScriptedOrders() {}

    static Sagas sagas() {
        return Sagas.of(new Participants(
                new OrderBook(null), new Payments(null), new Warehouse(null), new Invoices(null), new Carrier(null)));
    }
}
