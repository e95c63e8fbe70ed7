package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;

import java.util.List;

record DeliveryFails() implements Scenario {
    @Override
    public String title() {
        return "The delivery fails: invoice cancelled, goods put back, money refunded, order called off";
    }

    @Override
    public List<Story> play(Stage stage) {
        var sagaId = stage.place("order", Orders.kettle("o-2", Orders.UNKNOWN));
        stage.awaitTakenUp(sagaId, DELIVERY.name());
        stage.vanGoesRound();
        return List.of(stage.awaitEnd(sagaId)
                .expectUndone(DELIVERY.name(), "ADDRESS_UNKNOWN")
                .expectInOrder("invoice", "stock", "payment", "order"));
    }
}
