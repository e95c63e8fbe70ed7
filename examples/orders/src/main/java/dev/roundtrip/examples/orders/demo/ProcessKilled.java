package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;
import static dev.roundtrip.examples.orders.Steps.STOCK;

import dev.roundtrip.saga.core.StepStatus;
import java.util.List;

/**
 * A process dies with two orders: of one it waits for the warehouse, of the other for the carrier. The carrier's message comes
 * while nobody carries that order on, and is not lost.
 */
record ProcessKilled() implements Scenario {
    @Override
    public String title() {
        return "A process is killed with two orders in its hands; another one carries both on";
    }

    @Override
    public List<Story> play(Stage stage) {
        try (var second = stage.startSecondProcess()) {
            var refused = second.place("order", Orders.teapot("o-3", Orders.UNKNOWN));
            stage.awaitTakenUp(refused, DELIVERY.name());
            var shelf = Sql.hold(stage.databases().warehouse(), "SELECT FROM article WHERE name = 'kettle' FOR UPDATE");
            try (shelf) {
                var waiting = second.place("order", Orders.kettle("o-4", Orders.KNOWN));
                stage.awaitStep(waiting, STOCK.name(), StepStatus.RUNNING);
                second.kill();
                stage.note("process " + second.pid() + ", the second desk, is killed (SIGKILL)");
                stage.vanGoesRound();
                shelf.close();
                stage.awaitTakenUp(waiting, DELIVERY.name());
                stage.vanGoesRound();
                return List.of(
                        stage.awaitEnd(refused)
                                .expectAdopted()
                                .expectUndone(DELIVERY.name(), "ADDRESS_UNKNOWN")
                                .expectInOrder("invoice", "stock", "payment", "order"),
                        stage.awaitEnd(waiting).expectAdopted().expectCompleted());
            }
        }
    }
}
