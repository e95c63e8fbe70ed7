package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.PAYMENT;

import java.util.List;

record SecondOfThreeFails() implements Scenario {
    @Override
    public String title() {
        return "A chain of three steps, the second of which fails: the first is undone, the third never asked for";
    }

    @Override
    public List<Story> play(Stage stage) {
        var sagaId = stage.place("counter", Orders.unaffordable("o-5"));
        return List.of(stage.awaitEnd(sagaId)
                .expectUndone(PAYMENT.name(), "NOT_ENOUGH_MONEY")
                .expectInOrder("stock"));
    }
}
