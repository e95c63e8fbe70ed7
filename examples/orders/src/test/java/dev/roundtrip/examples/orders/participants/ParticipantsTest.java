package dev.roundtrip.examples.orders.participants;

import static dev.roundtrip.examples.orders.participants.Shop.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.system.postgres.Database;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What everyone whose part can be undone has to promise, on a real PostgreSQL. */
class ParticipantsTest {
    private static final Outcome UNDONE = new Outcome.Confirmed(Payload.empty());
    private static final Outcome SUPERSEDED = new Outcome.Superseded();

    @RegisterExtension
    static final Shop SHOP = new Shop();

    /** Each step, how it is done and undone, and what there is of it when it is done. */
    enum Part {
        ORDER(
                calls -> books().open(calls.call(Steps.ORDER)),
                calls -> books().callOff(calls.call(Steps.ORDER)),
                "SELECT count(*) FROM orders WHERE state <> 'CALLED_OFF'"),
        PAYMENT(
                calls -> payments().charge(calls.call(Steps.PAYMENT)),
                calls -> payments().refund(calls.call(Steps.PAYMENT)),
                "SELECT (opening - cents) / 3900 FROM account WHERE customer = 'ana'"),
        STOCK(
                calls -> warehouse().take(calls.call(Steps.STOCK)),
                calls -> warehouse().putBack(calls.call(Steps.STOCK)),
                "SELECT opening - on_shelf FROM article WHERE name = 'kettle'"),
        INVOICE(
                calls -> invoices().write(calls.call(Steps.INVOICE), calls.papers(Steps.INVOICE)),
                calls -> invoices().cancel(calls.call(Steps.INVOICE)),
                "SELECT count(*) FROM invoice WHERE state = 'WRITTEN' AND receipt = 'R-1'");

        private final Function<Calls, Uni<Outcome>> action;
        private final Function<Calls, Uni<Outcome>> undoing;
        private final String effect;

        Part(Function<Calls, Uni<Outcome>> action, Function<Calls, Uni<Outcome>> undoing, String effect) {
            this.action = action;
            this.undoing = undoing;
            this.effect = effect;
        }

        Outcome act(Calls calls) {
            return await(action.apply(calls));
        }

        Outcome undo(Calls calls) {
            return await(undoing.apply(calls));
        }

        int there() {
            return Integer.parseInt(SHOP.value(database(), effect));
        }

        Database database() {
            var databases = SHOP.databases();
            return switch (this) {
                case ORDER -> databases.shop();
                case PAYMENT -> databases.payments();
                case STOCK -> databases.warehouse();
                case INVOICE -> databases.invoices();
            };
        }
    }

    private static OrderBook books() {
        return new OrderBook(SHOP.pool(SHOP.databases().shop()));
    }

    private static Payments payments() {
        return new Payments(SHOP.pool(SHOP.databases().payments()));
    }

    private static Warehouse warehouse() {
        return new Warehouse(SHOP.pool(SHOP.databases().warehouse()));
    }

    private static Invoices invoices() {
        return new Invoices(SHOP.pool(SHOP.databases().invoices()));
    }

    private final Calls calls = order(1);

    private static Calls order(int quantity) {
        return Calls.of(
                new Order("o-" + UUID.randomUUID(), "ana", "kettle", quantity, 3900L * quantity, "Rua Augusta 1"));
    }

    @BeforeEach
    void refill() {
        SHOP.execute(SHOP.databases().shop(), "TRUNCATE orders, ledger");
        SHOP.execute(SHOP.databases().invoices(), "TRUNCATE invoice, ledger");
        SHOP.execute(SHOP.databases().payments(), """
                TRUNCATE account, charge, ledger;
                INSERT INTO account (customer, opening, cents) VALUES ('ana', 39000, 39000)
                """);
        SHOP.execute(SHOP.databases().warehouse(), """
                TRUNCATE article, picking, ledger;
                INSERT INTO article (name, opening, on_shelf) VALUES ('kettle', 10, 10)
                """);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatIsAnsweredAsTheFirstTimeAndDoesNothing(Part part) {
        var first = part.act(calls);
        assertInstanceOf(Outcome.Confirmed.class, first);
        assertEquals(first, part.act(calls));
        assertEquals(1, part.there());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUndoneIsGoneAndStaysSo(Part part) {
        part.act(calls);
        assertEquals(UNDONE, part.undo(calls));
        assertEquals(0, part.there());
        assertEquals(SUPERSEDED, part.act(calls));
        assertEquals(0, part.there());
    }

    @ParameterizedTest
    @EnumSource
    void undoingTwiceIsUndoingOnce(Part part) {
        var other = order(1);
        part.act(calls);
        part.act(other);
        part.undo(calls);
        assertEquals(UNDONE, part.undo(calls));
        assertEquals(1, part.there());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUndoneBeforeItIsDoneNeverIs(Part part) {
        assertEquals(UNDONE, part.undo(calls));
        assertEquals(SUPERSEDED, part.act(calls));
        assertEquals(0, part.there());
    }

    @ParameterizedTest
    @EnumSource
    void doneAndUndoneAtOnceItIsGone(Part part) {
        var both = Uni.combine()
                .all()
                .unis(part.action.apply(calls), part.undoing.apply(calls), part.action.apply(calls))
                .asTuple();
        assertEquals(UNDONE, await(both).getItem2());
        assertEquals(0, part.there());
    }

    @Test
    void whoHasNotEnoughMoneyIsRefusedAlsoWhenThereIsMoreLater() {
        var dear = order(11);
        var refusal = assertInstanceOf(Outcome.Rejected.class, Part.PAYMENT.act(dear));
        assertEquals("NOT_ENOUGH_MONEY", refusal.reason());
        SHOP.execute(
                SHOP.databases().payments(), "UPDATE account SET cents = cents + 39000, opening = opening + 39000");
        assertEquals(refusal, Part.PAYMENT.act(dear));
        assertEquals(UNDONE, Part.PAYMENT.undo(dear));
        assertEquals(0, Part.PAYMENT.there());
    }

    @Test
    void whatIsNotThereIsRefused() {
        var refusal = assertInstanceOf(Outcome.Rejected.class, Part.STOCK.act(order(11)));
        assertEquals("SOLD_OUT", refusal.reason());
        assertEquals(0, Part.STOCK.there());
    }

    @Test
    void theCustomerIsToldHowToFollowTheParcel() {
        Part.ORDER.act(calls);
        await(books().tell(calls.call(Steps.NOTICE), calls.papers(Steps.NOTICE)));
        assertEquals(
                "Your order is under way: T-1, invoice I-1.",
                SHOP.value(SHOP.databases().shop(), "SELECT letter FROM orders WHERE state = 'UNDER_WAY'"));
    }
}
