package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import dev.roundtrip.saga.runtime.Started;
import java.util.UUID;

/** Brings orders to a desk, and waits for its word. */
final class Clerk {
    private Clerk() {}

    /** The id of the saga that fulfils the order, once that is committed. */
    static UUID place(OrderDesk desk, String saga, Order order) {
        var started = desk.place(desk.sagas().named(saga), order).await().atMost(Patience.LIMIT);
        return switch (started) {
            case Started.Accepted accepted -> accepted.sagaId();
            case Started.Repeated repeated -> repeated.sagaId();
            case Started.Conflicting conflicting -> throw refused(order, "another order has its id");
            case Started.NoLongerKept gone -> throw refused(order, "it was done long ago");
            case Started.Busy busy -> throw refused(order, "the desk is busy");
            case Started.Stopping stopping -> throw refused(order, "the desk is closing");
        };
    }

    private static DemoFailure refused(Order order, String why) {
        return new DemoFailure("Order " + order.id() + " was not taken: " + why + ".");
    }
}
