package dev.roundtrip.saga.testkit;

import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.testkit.Script.answersLater;
import static dev.roundtrip.saga.testkit.Script.confirms;
import static dev.roundtrip.saga.testkit.Script.findsTheCallInvalid;
import static dev.roundtrip.saga.testkit.Script.neverAnswers;
import static dev.roundtrip.saga.testkit.Script.rejects;
import static dev.roundtrip.saga.testkit.Script.repliesLost;
import static dev.roundtrip.saga.testkit.Script.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Payload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private final Scenario<String> order = Scenario.of(Orders.blueprint());

    @Test
    void whatNoScriptIsGivenForConfirms() {
        order.whenStartedWith("a gift")
                .expect(COMPLETED)
                .done("payment", "stock", "gift-wrap")
                .skipped()
                .undone();
    }

    @Test
    void anAnswerIsWhatTheScriptSays() {
        var answer = Payload.of(new byte[] {42});
        var told = order.given("stock", confirms(answer)).whenStartedWith("a book");
        assertEquals(
                answer,
                told.expect(COMPLETED).skipped("gift-wrap").saga().step("stock").answer());
    }

    @Test
    void aRejectionUndoesWhatWasDone() {
        order.given("gift-wrap", rejects("OUT_OF_PAPER"))
                .whenStartedWith("a gift")
                .expect(COMPENSATED)
                .because("gift-wrap", "OUT_OF_PAPER")
                .undone("stock", "payment");
    }

    @Test
    void anUnknownOutcomeIsAskedForAgain() {
        order.given("payment", unknown(3).then(confirms()))
                .given("stock", repliesLost(1).then(confirms()))
                .whenStartedWith("a book")
                .expect(COMPLETED)
                .attempts("payment", 4)
                .attempts("stock", 2);
    }

    @Test
    void whoNeverAnswersIsUndoneAllTheSame() {
        order.given("stock", neverAnswers())
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .because("stock", Cause.NO_ANSWER)
                .undone("stock", "payment");
    }

    @Test
    void anInvalidCallIsNotRepeated() {
        order.given("payment", findsTheCallInvalid("No such card."))
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .because("payment", Cause.REFUSED_AS_INVALID)
                .attempts("payment", 1);
    }

    @Test
    void aRequestThatArrivesLongAfterItsCancelDoesNothing() {
        order.given("stock", confirms().late(Duration.ofHours(2)))
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .undone("stock", "payment");
    }

    @Test
    void aCompensationThatKeepsFailingShowsAsStuckAndHoldsUpWhatMustWait() {
        order.given("gift-wrap", rejects("OUT_OF_PAPER"))
                .givenUndoing("stock", unknown(1000).then(confirms()))
                .seenAfter(Duration.ofMinutes(5))
                .whenStartedWith("a gift")
                .expect(COMPENSATING)
                .stuck("stock")
                .attemptsToUndo("payment", 0);
    }

    @Test
    void aCompensationThatWorksInTheEndEndsIt() {
        order.given("gift-wrap", rejects("OUT_OF_PAPER"))
                .givenUndoing("stock", unknown(5).then(confirms()))
                .whenStartedWith("a gift")
                .expect(COMPENSATED)
                .attemptsToUndo("stock", 6)
                .undoneInAnyOrder("payment", "stock")
                .stuck();
    }

    @Test
    void aCancelUndoesWhatWasDone() {
        order.given("stock", neverAnswers())
                .cancelledAfter(Duration.ofSeconds(1), "Changed my mind.")
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .because(Cause.CANCELLED)
                .undone("stock", "payment");
    }

    @Test
    void anAnswerMayComeLaterAndFromOutside() {
        var answer = Payload.of(new byte[] {42});
        var told = order.given("stock", answersLater())
                .answeredAfter(Duration.ofMinutes(5), "stock", confirms(answer))
                .whenStartedWith("a book");
        assertEquals(answer, told.expect(COMPLETED).saga().step("stock").answer());
    }

    @Test
    void aNoMayComeLaterToo() {
        order.given("stock", answersLater())
                .answeredAfter(Duration.ofMinutes(5), "stock", rejects("OUT_OF_STOCK"))
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .because("stock", "OUT_OF_STOCK")
                .undone("payment");
    }

    @Test
    void anAnswerThatComesAfterTheTurnDoesNothing() {
        order.given("stock", answersLater())
                .answeredAfter(Duration.ofMinutes(5), "stock", confirms())
                .cancelledAfter(Duration.ofMinutes(1), "Changed my mind.")
                .whenStartedWith("a book")
                .expect(COMPENSATED)
                .undone("stock", "payment");
    }

    @Test
    void whoTookItUpIsAskedAgainAfterAWhile() {
        order.given("stock", answersLater())
                .seenAfter(Duration.ofSeconds(150))
                .whenStartedWith("a book")
                .expect(RUNNING)
                .attempts("stock", 3);
    }

    @Test
    void anotherProcessGoesOnWhereOneHasStopped() {
        order.crashingAt("stock")
                .whenStartedWith("a book")
                .expect(COMPLETED)
                .attempts("stock", 2)
                .done("payment", "stock");
    }

    @Test
    void anExpectationThatIsNotMetTellsTheHistory() {
        var told = order.whenStartedWith("a book");
        var failure = assertThrows(AssertionError.class, () -> told.expect(COMPENSATED));
        assertTrue(failure.getMessage().startsWith("status: expected COMPENSATED, but found COMPLETED"));
        assertTrue(failure.getMessage().contains("StepSucceeded"), failure.getMessage());
        assertThrows(AssertionError.class, () -> told.undone("payment"));
        assertThrows(AssertionError.class, () -> told.because("payment", "BROKE"));
        assertThrows(AssertionError.class, () -> told.attempts("payment", 2));
        assertThrows(AssertionError.class, () -> told.done("payment"));
        assertThrows(AssertionError.class, () -> told.skipped());
        assertThrows(AssertionError.class, () -> told.stuck("payment"));
    }

    @Test
    void aScriptForAStepThatIsNotThereIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> order.given("paiment", confirms()));
    }
}
