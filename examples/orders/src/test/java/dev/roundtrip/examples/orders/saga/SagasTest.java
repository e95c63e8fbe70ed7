package dev.roundtrip.examples.orders.saga;

import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.testkit.Script.confirms;
import static dev.roundtrip.saga.testkit.Script.neverAnswers;
import static dev.roundtrip.saga.testkit.Script.rejects;
import static dev.roundtrip.saga.testkit.Script.repliesLost;
import static dev.roundtrip.saga.testkit.Script.unknown;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.DefinitionShapes;
import dev.roundtrip.saga.testkit.Scenario;
import dev.roundtrip.saga.testkit.Told;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the definitions say, told by participants that follow a script. */
class SagasTest {
    private final Sagas sagas = ScriptedOrders.sagas();
    private final Scenario<Order> order = Scenario.of(sagas.order());
    private final Scenario<Order> express = Scenario.of(sagas.express());
    private final Scenario<Order> counter = Scenario.of(sagas.counter());

    private static Told started(Scenario<Order> scenario) {
        return scenario.whenStartedWith(ScriptedOrders.ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "express", "counter"})
    void aShapeDoesNotChangeWithoutANewVersion(String name) {
        SagaBlueprint<Order> saga = sagas.named(name);
        DefinitionShapes.recordedIn(Path.of("src/test/resources/sagas")).verify(saga.definition());
    }

    @Test
    void anOrderThatNobodyRefusesIsFulfilled() {
        started(order)
                .expect(COMPLETED)
                .done("order", "payment", "stock", "invoice", "delivery", "notice")
                .undone();
    }

    @Test
    void aRefusedDeliveryCancelsTheInvoiceRestocksRefundsAndCallsTheOrderOff() {
        started(order.given("delivery", rejects("ADDRESS_UNKNOWN")))
                .expect(COMPENSATED)
                .because("delivery", "ADDRESS_UNKNOWN")
                .undone("invoice", "stock", "payment", "order")
                .attempts("notice", 0);
    }

    @Test
    void whoCannotPayGetsNothingFromTheShelf() {
        started(order.given("payment", rejects("NOT_ENOUGH_MONEY")))
                .expect(COMPENSATED)
                .because("payment", "NOT_ENOUGH_MONEY")
                .undone("order")
                .attempts("stock", 0);
    }

    @Test
    void anInvoiceThatMayHaveBeenWrittenIsCancelledToo() {
        started(order.given("invoice", repliesLost(20).then(confirms())))
                .expect(COMPENSATED)
                .because("invoice", Cause.NO_ANSWER)
                .undone("invoice", "stock", "payment", "order");
    }

    @Test
    void aParcelOfWhichNothingIsHeardIsRecalled() {
        started(order.given("delivery", neverAnswers()))
                .expect(COMPENSATED)
                .because("delivery", Cause.NO_ANSWER)
                .undone("invoice", "stock", "payment", "order");
    }

    @Test
    void aParcelThatTurnsOutToBeUnderWayIsNotCalledBack() {
        started(order.given("delivery", repliesLost(20).then(confirms())))
                .expect(COMPLETED)
                .done("order", "payment", "stock", "invoice", "delivery", "notice")
                .undone();
    }

    @Test
    void theCustomerIsToldHoweverLongThatTakes() {
        started(order.given("notice", unknown(200).then(confirms())))
                .expect(COMPLETED)
                .attempts("notice", 201)
                .undone();
    }

    @Test
    void anotherProcessFulfilsWhatADeadOneHadBegun() {
        started(order.crashingAt("stock")).expect(COMPLETED).attempts("stock", 2);
    }

    @Test
    void theDiamondsSidesDoNotWaitForEachOther() {
        started(express.given("stock", neverAnswers()).seenAfter(Duration.ofSeconds(1)))
                .expect(RUNNING)
                .done("payment", "invoice")
                .attempts("stock", 1)
                .attempts("delivery", 0);
    }

    @Test
    void theDiamondsLastStepWaitsForBothSidesAndItsRefusalUndoesThemBeforeThePayment() {
        var told = started(express.given("delivery", rejects("ADDRESS_UNKNOWN"))
                .given("stock", confirms().late(Duration.ofSeconds(1))));
        told.expect(COMPENSATED).because("delivery", "ADDRESS_UNKNOWN").undone("stock", "invoice", "payment");
    }

    @Test
    void aSideOfTheDiamondThatSucceedsLateIsUndoneToo() {
        started(express.given("stock", rejects("SOLD_OUT"))
                        .given("invoice", confirms().late(Duration.ofSeconds(1))))
                .expect(COMPENSATED)
                .because("stock", "SOLD_OUT")
                .undone("invoice", "payment")
                .attempts("delivery", 0);
    }

    @Test
    void theSecondOfThreeFailsAndTheFirstIsUndone() {
        started(counter.given("payment", rejects("NOT_ENOUGH_MONEY")))
                .expect(COMPENSATED)
                .because("payment", "NOT_ENOUGH_MONEY")
                .undone("stock")
                .attempts("invoice", 0);
    }
}
