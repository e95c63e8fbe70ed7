package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;

import java.util.List;

record EverythingGoesWell() implements Scenario {
    @Override
    public String title() {
        return "An order goes through; the carrier's message comes later, and twice";
    }

    @Override
    public List<Story> play(Stage stage) {
        var sagaId = stage.place("order", Orders.kettle("o-1", Orders.KNOWN));
        stage.awaitTakenUp(sagaId, DELIVERY.name());
        stage.vanGoesRound();
        return List.of(stage.awaitEnd(sagaId).expectCompleted());
    }
}
