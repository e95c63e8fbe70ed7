package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.Order;

/** What is ordered in the demo. */
final class Orders {
    static final String KNOWN = "Rua Augusta 1, Lisboa";
    static final String UNKNOWN = "Rua de Nenhures 9, Atlântida";

    private static final long CENTS = 3900;

    private Orders() {}

    static Order kettle(String id, String address) {
        return new Order(id, "ana", "kettle", 1, CENTS, address);
    }

    static Order teapot(String id, String address) {
        return new Order(id, "bento", "teapot", 1, CENTS, address);
    }

    static Order unaffordable(String id) {
        return new Order(id, "carla", "teapot", 1, CENTS, KNOWN);
    }
}
