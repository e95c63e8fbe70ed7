package dev.roundtrip.examples.orders.saga;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import java.util.List;

/** The ways in which this shop fulfils orders. */
public record Sagas(SagaBlueprint<Order> order, SagaBlueprint<Order> express, SagaBlueprint<Order> counter) {

    /** All of them, carried out by these participants. */
    public static Sagas of(Participants participants) {
        return new Sagas(
                OrderSaga.blueprint(participants),
                ExpressSaga.blueprint(participants),
                CounterSaga.blueprint(participants));
    }

    /** Every one there is. */
    public List<SagaBlueprint<Order>> all() {
        return List.of(order, express, counter);
    }

    /**
     * The one that the journal knows by that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public SagaBlueprint<Order> named(String name) {
        return all().stream()
                .filter(saga -> saga.definition().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no saga is named " + name));
    }
}
