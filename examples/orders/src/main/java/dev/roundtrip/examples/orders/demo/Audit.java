package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import java.util.List;
import java.util.stream.Stream;

/** Holds journal and participants against each other. Meant for a shop at rest: no order is under way. */
final class Audit {
    private final Databases databases;
    private final Histories histories;

    Audit(Databases databases, OrderDesk desk) {
        this.databases = databases;
        histories = new Histories(databases, desk);
    }

    /** How many orders the journal knows. */
    int orders() {
        return histories.all().size();
    }

    /** What is wrong, each in words; empty when nothing is. */
    List<String> violations() {
        return Stream.of(
                        histories.violations(),
                        new StepsAudit(databases, histories.all()).violations(),
                        new BalanceAudit(databases).violations())
                .flatMap(List::stream)
                .toList();
    }
}
