package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;

import java.util.List;

record DiamondFails() implements Scenario {
    @Override
    public String title() {
        return "The diamond's last step fails: stock and invoice are undone side by side, and then the payment";
    }

    @Override
    public List<Story> play(Stage stage) {
        var sagaId = stage.place("express", Orders.kettle("o-7", Orders.UNKNOWN));
        stage.awaitTakenUp(sagaId, DELIVERY.name());
        stage.vanGoesRound();
        return List.of(stage.awaitEnd(sagaId)
                .expectUndone(DELIVERY.name(), "ADDRESS_UNKNOWN")
                .expectBefore("payment", "stock", "invoice"));
    }
}
