package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepDefinition;
import dev.roundtrip.system.postgres.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whether what is done at the participants is what the journal says: everything of a completed order, nothing of any other, and
 * nothing that no order is for; and whether what was undone was undone in order.
 */
final class StepsAudit {
    private record Key(UUID sagaId, String step) {
        @Override
        public String toString() {
            return step + " of saga " + sagaId;
        }
    }

    /** Where a step's effect is to be seen: the sagas for which it is there. */
    private record Effect(String step, Database database, String query) {}

    private final Map<UUID, Saga> sagas;
    private final List<Effect> effects;
    private final Set<Key> there = new HashSet<>();
    private final Set<Key> ledgerSaysSo = new HashSet<>();
    private final Map<Key, Instant> firstCancels = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    StepsAudit(Databases databases, Map<UUID, Saga> sagas) {
        this.sagas = sagas;
        effects = List.of(
                new Effect("order", databases.shop(), "SELECT saga_id FROM orders WHERE state <> 'CALLED_OFF'"),
                new Effect("notice", databases.shop(), "SELECT saga_id FROM orders WHERE state = 'UNDER_WAY'"),
                new Effect("payment", databases.payments(), "SELECT saga_id FROM charge WHERE state = 'CHARGED'"),
                new Effect("stock", databases.warehouse(), "SELECT saga_id FROM picking WHERE state = 'TAKEN'"),
                new Effect("invoice", databases.invoices(), "SELECT saga_id FROM invoice WHERE state = 'WRITTEN'"),
                new Effect(
                        "delivery",
                        databases.carrier(),
                        "SELECT saga_id FROM parcel WHERE state IN ('WAITING', 'UNDER_WAY')"));
        effects.forEach(this::read);
    }

    private void read(Effect effect) {
        Sql.rows(effect.database(), effect.query(), row -> row.getObject(1, UUID.class))
                .forEach(id -> there.add(new Key(id, effect.step())));
        var ledger = "SELECT saga_id, state, cancelled_at FROM ledger WHERE step = '" + effect.step() + "'";
        Sql.rows(effect.database(), ledger, row -> {
            var key = new Key(row.getObject("saga_id", UUID.class), effect.step());
            switch (row.getString("state")) {
                case "DONE" -> ledgerSaysSo.add(key);
                case "CANCELLED" ->
                    firstCancels.put(
                            key,
                            row.getObject("cancelled_at", OffsetDateTime.class).toInstant());
                case "ACCEPTED" -> violations.add(key + " was never answered");
                default -> {}
            }
            return key;
        });
    }

    List<String> violations() {
        var expected = expected();
        difference(expected, there, "is missing at its participant");
        difference(there, expected, "is there, and should not be");
        difference(there, ledgerSaysSo, "is there, and its participant's ledger doesn't know");
        difference(ledgerSaysSo, there, "is done by its participant's ledger, and not there");
        sagas.values().forEach(this::checkOrder);
        return List.copyOf(violations);
    }

    private Set<Key> expected() {
        var expected = new HashSet<Key>();
        for (var saga : sagas.values()) {
            if (saga.status() == SagaStatus.COMPLETED) {
                saga.steps().keySet().forEach(step -> expected.add(new Key(saga.id(), step)));
            }
        }
        return expected;
    }

    private void difference(Set<Key> these, Set<Key> those, String what) {
        these.stream().filter(key -> !those.contains(key)).forEach(key -> violations.add(key + " " + what));
    }

    private void checkOrder(Saga saga) {
        for (var step : saga.definition().steps()) {
            for (var dependent : saga.definition().dependentsOf(step.name())) {
                checkOrder(saga, step, dependent);
            }
        }
    }

    private void checkOrder(Saga saga, StepDefinition step, String dependent) {
        var first = firstCancels.get(new Key(saga.id(), dependent));
        var second = firstCancels.get(new Key(saga.id(), step.name()));
        if (first != null && second != null && second.isBefore(first)) {
            violations.add(step.name() + " of saga " + saga.id() + " was undone before its " + dependent);
        }
    }
}
