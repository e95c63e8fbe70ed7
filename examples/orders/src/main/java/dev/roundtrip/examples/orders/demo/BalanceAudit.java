package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;
import java.util.List;
import java.util.stream.Stream;

/** Whether money and goods add up, and every message of the carrier's was heard. */
final class BalanceAudit {
    private static final String MONEY = """
            SELECT customer FROM account WHERE opening <> cents +
                (SELECT coalesce(sum(charge.cents), 0) FROM charge
                 WHERE charge.customer = account.customer AND state = 'CHARGED')
            """;
    private static final String GOODS = """
            SELECT name FROM article WHERE opening <> on_shelf +
                (SELECT coalesce(sum(quantity), 0) FROM picking WHERE article = name AND state = 'TAKEN')
            """;
    private static final String UNHEARD = "SELECT saga_id FROM outbox";

    private final Databases databases;

    BalanceAudit(Databases databases) {
        this.databases = databases;
    }

    List<String> violations() {
        var money =
                Sql.rows(databases.payments(), MONEY, row -> "the money of " + row.getString(1) + " doesn't add up");
        var goods =
                Sql.rows(databases.warehouse(), GOODS, row -> "the stock of " + row.getString(1) + " doesn't add up");
        var unheard = Sql.rows(
                databases.carrier(),
                UNHEARD,
                row -> "what the carrier says of saga " + row.getString(1) + " was not heard");
        return Stream.of(money, goods, unheard).flatMap(List::stream).toList();
    }
}
