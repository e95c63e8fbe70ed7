package dev.roundtrip.examples.orders.participants;

import static dev.roundtrip.examples.orders.participants.Shop.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A participant that answers later, and whose part can't be undone: only settled, while it is undecided. */
class CarrierTest {
    private static final String KNOWN = "Rua Augusta 1";
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Outcome SUPERSEDED = new Outcome.Superseded();

    @RegisterExtension
    static final Shop SHOP = new Shop();

    private final Carrier carrier = new Carrier(SHOP.pool(SHOP.databases().carrier()));
    private final Depot depot = new Depot(SHOP.pool(SHOP.databases().carrier()));
    private final Calls calls = to(KNOWN);

    private static Calls to(String address) {
        return Calls.of(new Order("o-1", "ana", "kettle", 1, 3900, address));
    }

    @BeforeEach
    void clear() {
        SHOP.execute(SHOP.databases().carrier(), """
                TRUNCATE outbox, parcel, ledger, known_address;
                INSERT INTO known_address (address) VALUES ('Rua Augusta 1')
                """);
    }

    private Outcome collect(Calls order) {
        return await(carrier.collect(order.call(Steps.DELIVERY), order.papers(Steps.DELIVERY)));
    }

    private Outcome recall(Calls order) {
        return await(carrier.recall(order.call(Steps.DELIVERY)));
    }

    private boolean sendNext() {
        return await(depot.sendNext());
    }

    private List<Report> unheard() {
        return await(depot.unheard());
    }

    private String state() {
        return SHOP.value(SHOP.databases().carrier(), "SELECT state FROM parcel");
    }

    @Test
    void aParcelIsTakenUpOnceWithItsPapersAndAnsweredLater() {
        assertEquals(ACCEPTED, collect(calls));
        assertEquals(ACCEPTED, collect(calls));
        assertEquals(List.of(), unheard());
        assertEquals("I-1 R-1", SHOP.value(SHOP.databases().carrier(), "SELECT invoice || ' ' || receipt FROM parcel"));
    }

    @Test
    void whatBecameOfItIsSaidUntilItIsHeardAndIsTheAnswerToEveryRepeat() {
        collect(calls);
        assertTrue(sendNext());
        assertFalse(sendNext());
        var report = unheard().getFirst();
        assertEquals(calls.sagaId(), report.sagaId());
        assertEquals(Steps.DELIVERY.name(), report.step());
        assertInstanceOf(Outcome.Confirmed.class, report.outcome());
        assertEquals(report.outcome(), collect(calls));
        assertEquals(List.of(report), unheard());
        await(depot.heard(report.id()));
        assertEquals(List.of(), unheard());
        assertEquals("UNDER_WAY", state());
    }

    @Test
    void aParcelToNowhereIsRefused() {
        var lost = to("Rua de Nenhures 9");
        collect(lost);
        sendNext();
        var refusal =
                assertInstanceOf(Outcome.Rejected.class, unheard().getFirst().outcome());
        assertEquals("ADDRESS_UNKNOWN", refusal.reason());
        assertEquals(refusal, collect(lost));
        assertEquals(refusal, recall(lost));
        assertEquals("REFUSED", state());
    }

    @Test
    void aParcelThatIsUnderWayIsNotCalledBack() {
        collect(calls);
        sendNext();
        assertEquals(unheard().getFirst().outcome(), recall(calls));
        assertEquals("UNDER_WAY", state());
    }

    @Test
    void aParcelThatWaitsIsCalledBackForGood() {
        collect(calls);
        assertEquals(SUPERSEDED, recall(calls));
        assertEquals("RECALLED", state());
        assertFalse(sendNext());
        assertEquals(SUPERSEDED, collect(calls));
        assertEquals(SUPERSEDED, recall(calls));
        assertEquals("RECALLED", state());
    }

    @Test
    void aParcelThatIsCalledBackBeforeItComesIsNotTaken() {
        assertEquals(SUPERSEDED, recall(calls));
        assertEquals(SUPERSEDED, collect(calls));
        assertEquals("none", state());
    }
}
