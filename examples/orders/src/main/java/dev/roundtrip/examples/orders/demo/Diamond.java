package dev.roundtrip.examples.orders.demo;

import static dev.roundtrip.examples.orders.Steps.DELIVERY;
import static dev.roundtrip.examples.orders.Steps.INVOICE;
import static dev.roundtrip.examples.orders.Steps.STOCK;

import dev.roundtrip.saga.core.StepStatus;
import java.util.List;

/** Warehouse and invoices are both kept from answering until both have been asked: only what is parallel gets past that. */
record Diamond() implements Scenario {
    @Override
    public String title() {
        return "A diamond: payment, then stock and invoice side by side, then delivery";
    }

    @Override
    public List<Story> play(Stage stage) {
        var shelf = Sql.hold(stage.databases().warehouse(), "SELECT FROM article WHERE name = 'kettle' FOR UPDATE");
        var pad = Sql.hold(stage.databases().invoices(), "LOCK TABLE invoice IN SHARE ROW EXCLUSIVE MODE");
        try (shelf;
                pad) {
            var sagaId = stage.place("express", Orders.kettle("o-6", Orders.KNOWN));
            stage.awaitStep(sagaId, STOCK.name(), StepStatus.RUNNING);
            stage.awaitStep(sagaId, INVOICE.name(), StepStatus.RUNNING);
            stage.note("warehouse and invoices are at work, both at once; neither could answer before");
            shelf.close();
            pad.close();
            stage.awaitTakenUp(sagaId, DELIVERY.name());
            stage.vanGoesRound();
            return List.of(stage.awaitEnd(sagaId).expectCompleted().expectSideBySide(STOCK.name(), INVOICE.name()));
        }
    }
}
