package dev.roundtrip.examples.orders.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit finds what is wrong: each fault is planted, found, and mended. */
class AuditTest {
    private static PostgresServer server;
    private static Stage stage;

    @BeforeAll
    static void haveOneOrderGoThroughAndOneFail(@TempDir Path folder) {
        server = PostgresServer.throwaway();
        var databases = Databases.in(server);
        Stock.fill(databases);
        stage = new Stage(databases, folder.resolve("second-desk.log"));
        var scenarios = List.of(new EverythingGoesWell(), new DeliveryFails());
        scenarios.forEach(
                scenario -> scenario.play(stage).forEach(story -> assertEquals(List.of(), story.surprises())));
    }

    @AfterAll
    static void stop() {
        stage.close();
        server.close();
    }

    private static List<String> violations() {
        return new Audit(stage.databases(), stage.desk()).violations();
    }

    /** What is done to which database, what is to be found then, and how it is mended. */
    enum Fault {
        MONEY_IS_LOST(
                Databases::payments,
                "UPDATE account SET cents = cents - 1 WHERE customer = 'ana'",
                "the money of ana doesn't add up",
                "UPDATE account SET cents = cents + 1 WHERE customer = 'ana'"),
        GOODS_ARE_LOST(
                Databases::warehouse,
                "UPDATE article SET on_shelf = on_shelf - 1 WHERE name = 'kettle'",
                "the stock of kettle doesn't add up",
                "UPDATE article SET on_shelf = on_shelf + 1 WHERE name = 'kettle'"),
        AN_INVOICE_IS_MISSING(
                Databases::invoices,
                "UPDATE invoice SET state = 'CANCELLED' WHERE order_id = 'o-1'",
                "is missing at its participant",
                "UPDATE invoice SET state = 'WRITTEN' WHERE order_id = 'o-1'"),
        AN_INVOICE_IS_LEFT(
                Databases::invoices,
                "UPDATE invoice SET state = 'WRITTEN' WHERE order_id = 'o-2'",
                "is there, and should not be",
                "UPDATE invoice SET state = 'CANCELLED' WHERE order_id = 'o-2'"),
        THE_LEDGER_KNOWS_NOTHING_OF_IT(
                Databases::invoices,
                "UPDATE ledger SET state = 'REFUSED' WHERE state = 'DONE'",
                "is there, and its participant's ledger doesn't know",
                "UPDATE ledger SET state = 'DONE' WHERE state = 'REFUSED'"),
        THE_LEDGER_SAYS_MORE(
                Databases::invoices,
                "INSERT INTO ledger (saga_id, step, state) VALUES (gen_random_uuid(), 'invoice', 'DONE')",
                "is done by its participant's ledger, and not there",
                "DELETE FROM ledger WHERE state = 'DONE' AND answer IS NULL"),
        A_PARCEL_WAITS(
                Databases::carrier,
                "INSERT INTO ledger (saga_id, step, state) VALUES (gen_random_uuid(), 'delivery', 'ACCEPTED')",
                "was never answered",
                "DELETE FROM ledger WHERE state = 'ACCEPTED'"),
        A_MESSAGE_IS_NOT_HEARD(
                Databases::carrier,
                "INSERT INTO outbox (saga_id, step) SELECT saga_id, step FROM ledger WHERE state = 'DONE'",
                "was not heard",
                "DELETE FROM outbox"),
        UNDONE_IN_THE_WRONG_ORDER(
                Databases::invoices,
                "UPDATE ledger SET cancelled_at = cancelled_at + interval '1 hour' WHERE state = 'CANCELLED'",
                "was undone before its invoice",
                "UPDATE ledger SET cancelled_at = cancelled_at - interval '1 hour' WHERE state = 'CANCELLED'"),
        AN_EVENT_IS_LOST(
                Databases::journal,
                "UPDATE saga_event SET sequence = sequence + 1000 WHERE kind = 'SAGA_COMPLETED'",
                "has a gap before event",
                "UPDATE saga_event SET sequence = sequence - 1000 WHERE kind = 'SAGA_COMPLETED'"),
        THE_SUMMARY_SAYS_OTHERWISE(
                Databases::journal,
                "UPDATE saga SET status = 'CLOSED_BY_OPERATOR' WHERE status = 'COMPLETED'",
                "its history says otherwise",
                "UPDATE saga SET status = 'COMPLETED' WHERE status = 'CLOSED_BY_OPERATOR'"),
        IT_IS_QUARANTINED(
                Databases::journal,
                "UPDATE saga SET quarantined = 'for this test' WHERE status = 'COMPLETED'",
                "is quarantined",
                "UPDATE saga SET quarantined = NULL");

        private final Function<Databases, Database> where;
        private final String planted;
        private final String found;
        private final String mended;

        Fault(Function<Databases, Database> where, String planted, String found, String mended) {
            this.where = where;
            this.planted = planted;
            this.found = found;
            this.mended = mended;
        }
    }

    @Test
    void ofAShopInOrderThereIsNothingToSay() {
        assertEquals(List.of(), violations());
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsFoundUntilItIsMended(Fault fault) {
        var database = fault.where.apply(stage.databases());
        Sql.execute(database, fault.planted);
        var found = violations();
        Sql.execute(database, fault.mended);
        assertTrue(found.stream().anyMatch(violation -> violation.contains(fault.found)), found::toString);
        assertEquals(List.of(), violations());
    }
}
