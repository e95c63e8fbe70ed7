package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Chronicle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All sagas as their histories tell them, and whether these are whole. */
final class Histories {
    private final Map<UUID, Saga> sagas = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    Histories(Databases databases, OrderDesk desk) {
        var byRequest = new HashMap<String, UUID>();
        for (var id : Sql.rows(databases.journal(), "SELECT saga_id FROM saga", row -> row.getObject(1, UUID.class))) {
            var chronicle =
                    desk.journal().read(id).await().atMost(Patience.LIMIT).orElseThrow();
            var other = byRequest.put(chronicle.row().requestId(), id);
            check(id, other == null, "and " + other + " are of one order");
            replay(desk, chronicle);
        }
    }

    private void replay(OrderDesk desk, Chronicle chronicle) {
        var row = chronicle.row();
        var definition = desk.sagas().named(row.definition().name()).definition();
        for (int at = 0; at < chronicle.events().size(); at++) {
            check(row.sagaId(), chronicle.events().get(at).sequence() == at + 1, "has a gap before event " + (at + 1));
        }
        check(row.sagaId(), row.quarantine().isEmpty(), "is quarantined: " + row.quarantine());
        try {
            var saga = chronicle.replay(definition);
            sagas.put(saga.id(), saga);
            check(saga.id(), saga.status().isFinal(), "has not ended");
            check(saga.id(), saga.status() == row.status(), "is " + row.status() + ", its history says otherwise");
            check(saga.id(), saga.sequence() == row.lastSequence(), "has lost its last events");
        } catch (ImpossibleEvent e) {
            check(row.sagaId(), false, "has a history that can't be: " + e.getMessage());
        }
    }

    private void check(UUID id, boolean so, String otherwise) {
        if (!so) {
            violations.add("saga " + id + " " + otherwise);
        }
    }

    Map<UUID, Saga> all() {
        return sagas;
    }

    List<String> violations() {
        return violations;
    }
}
