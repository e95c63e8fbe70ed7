package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_REJECTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.SALE;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.cancelledWhilePaymentIsOut;
import static dev.roundtrip.saga.core.Scenes.paid;
import static dev.roundtrip.saga.core.Scenes.paymentIsOut;
import static dev.roundtrip.saga.core.Told.accepted;
import static dev.roundtrip.saga.core.Told.closeAccepted;
import static dev.roundtrip.saga.core.Told.closeInvalid;
import static dev.roundtrip.saga.core.Told.closeUnanswered;
import static dev.roundtrip.saga.core.Told.closedAsDone;
import static dev.roundtrip.saga.core.Told.closedAsRefused;
import static dev.roundtrip.saga.core.Told.closedForGood;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static dev.roundtrip.saga.core.Told.undoneBefore;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The point of no return: asked for when nothing before it can fail any more, and settled before the saga turns. */
class PivotTest {
    @Nested
    class BeingAskedFor {
        @Test
        void waitsForACommitTheFirstTime() {
            paymentIsOut()
                    .records(STEP_SUCCEEDED, STEP_STARTED)
                    .waitsForACommit()
                    .hears(noAnswer("payment"))
                    .waitsForNoCommit()
                    .at(1)
                    .looksAtTheClock()
                    .records(STEP_STARTED)
                    .calls("payment 2")
                    .waitsForNoCommit();
        }

        @Test
        void leavesWhatComesAfterItWaiting() {
            paymentIsOut()
                    .has("shipping", StepStatus.PENDING)
                    .hears(confirmed("payment"))
                    .records(STEP_SUCCEEDED, STEP_STARTED, STEP_STARTED)
                    .waitsForNoCommit()
                    .calls("shipping", "invoice")
                    .hears(confirmed("invoice"))
                    .hears(confirmed("shipping"))
                    .is(COMPLETED);
        }

        @Test
        void andRefusedTurnsBackWithoutItself() {
            paymentIsOut()
                    .hears(rejected("payment", "NO_FUNDS"))
                    .records(STEP_REJECTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("stock")
                    .undoes("stock")
                    .hears(undone("stock"))
                    .is(COMPENSATED)
                    .has("payment", StepStatus.REJECTED)
                    .has("shipping", StepStatus.PENDING)
                    .because("payment", "NO_FUNDS");
        }

        @Test
        void andSupersededIsClosedAlready() {
            paymentIsOut()
                    .hears(superseded("payment"))
                    .records(STEP_CLOSED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("stock")
                    .has("payment", StepStatus.COMPENSATED)
                    .hears(undone("stock"))
                    .is(COMPENSATED)
                    .because("payment", Cause.SUPERSEDED);
        }

        @Test
        void inVainIsFollowedByClosingIt() {
            paymentIsOut()
                    .hears(noAnswer("payment"))
                    .at(1)
                    .looksAtTheClock()
                    .hears(noAnswer("payment"))
                    .at(3)
                    .looksAtTheClock()
                    .calls("payment 3")
                    .hears(noAnswer("payment"))
                    .records(STEP_UNKNOWN, PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .waitsForACommit()
                    .closes("payment")
                    .is(RUNNING)
                    .hasNotTurned()
                    .hears(closedForGood("payment"))
                    .because("payment", Cause.NO_ANSWER);
        }

        @Test
        void inAWayThatIsWrongIsFollowedByClosingItAtOnce() {
            paymentIsOut()
                    .hears(invalid("payment"))
                    .records(STEP_UNKNOWN, PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .closes("payment")
                    .hears(closedForGood("payment"))
                    .because("payment", Cause.REFUSED_AS_INVALID);
        }

        @Test
        void tooLateIsFollowedByClosingIt() {
            paymentIsOut()
                    .hears(noAnswer("payment"))
                    .at(20.000001)
                    .looksAtTheClock()
                    .records(PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .closes("payment")
                    .hears(closedAsRefused("payment", "NO_FUNDS"))
                    .because("payment", Cause.NO_ANSWER);
        }

        @Test
        void isNotForASagaThatWasAdoptedBeforeThatWasWrittenDown() {
            Story.of(SALE)
                    .starts()
                    .isAdopted()
                    .isCancelled()
                    .covers("stock")
                    .undoes("stock")
                    .hears(undone("stock"))
                    .is(COMPENSATED)
                    .has("payment", StepStatus.PENDING);
        }

        @Test
        void doesNotHappenOnceTheSagaIsToTurn() {
            Story.of(SALE)
                    .starts()
                    .at(61)
                    .hears(confirmed("stock"))
                    .covers("stock")
                    .has("payment", StepStatus.PENDING)
                    .because("", Cause.DEADLINE_EXCEEDED);
        }

        @Test
        void cannotBeLeftOut() {
            var skipped = Set.of("payment");
            var mistake = assertThrows(
                    IllegalArgumentException.class,
                    () -> SagaMachine.start(new UUID(5, 6), SALE, Payload.empty(), skipped, Story.second(0)));
            assertTrue(mistake.getMessage().contains("payment"), mistake.getMessage());

            var started = new SagaEvent.SagaStarted(Story.second(0), Payload.empty(), skipped, Story.second(60));
            assertThrows(ImpossibleEvent.class, () -> Saga.begin(new UUID(5, 6), SALE, started));
        }
    }

    @Nested
    class BeingClosed {
        @Test
        void andFoundDoneGoesOnForwardAlthoughTheSagaWasCancelled() {
            cancelledWhilePaymentIsOut()
                    .waitsForACommit()
                    .hears(closedAsDone("payment"))
                    .records(STEP_SUCCEEDED, STEP_STARTED, STEP_STARTED)
                    .calls("shipping", "invoice")
                    .keepsTheAnswerOf("payment")
                    .at(100)
                    .looksAtTheClock()
                    .changesNothing()
                    .hears(confirmed("shipping"))
                    .hears(confirmed("invoice"))
                    .is(COMPLETED)
                    .hasNotTurned();
        }

        @Test
        void andFoundRefusedTurnsBack() {
            cancelledWhilePaymentIsOut()
                    .hears(closedAsRefused("payment", "NO_FUNDS"))
                    .records(STEP_REJECTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("stock")
                    .has("payment", StepStatus.REJECTED)
                    .because("", Cause.CANCELLED);
        }

        @Test
        void forGoodTurnsBack() {
            cancelledWhilePaymentIsOut()
                    .hears(closedForGood("payment"))
                    .records(STEP_CLOSED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("stock")
                    .undoes("stock")
                    .has("payment", StepStatus.COMPENSATED)
                    .because("", Cause.CANCELLED)
                    .hears(undone("stock"))
                    .is(COMPENSATED);
        }

        @Test
        void isAskedForNoMore() {
            paymentIsOut()
                    .hears(noAnswer("payment"))
                    .wakesAt(1)
                    .isCancelled()
                    .closes("payment")
                    .setsNoAlarm()
                    .at(1)
                    .looksAtTheClock()
                    .changesNothing();
        }

        @Test
        void isSettledByALateAnswerToItsActionAsWell() {
            cancelledWhilePaymentIsOut()
                    .hears(confirmed("payment").toAttempt(1))
                    .calls("shipping", "invoice")
                    .ignores(closedAsDone("payment"), closedAsRefused("payment", "NO_FUNDS"), closedForGood("payment"))
                    .hasNotTurned();
            cancelledWhilePaymentIsOut()
                    .hears(rejected("payment", "NO_FUNDS").toAttempt(1))
                    .covers("stock")
                    .has("payment", StepStatus.REJECTED)
                    .because("", Cause.CANCELLED)
                    .ignores(closedAsDone("payment"), closedForGood("payment"), closeUnanswered("payment"));
            cancelledWhilePaymentIsOut()
                    .hears(superseded("payment").toAttempt(1))
                    .records(STEP_CLOSED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .because("", Cause.CANCELLED);
        }

        @Test
        void isNotSettledByALateAnswerToItsActionThatSaysNothing() {
            cancelledWhilePaymentIsOut()
                    .ignores(noAnswer("payment"), invalid("payment"), misconfigured("payment"), accepted("payment"))
                    .has("payment", StepStatus.RUNNING);
        }

        @Test
        void goesOnForeverAtTheCappedDelayAndShowsAsStuckAfterATime() {
            cancelledWhilePaymentIsOut()
                    .hears(closeUnanswered("payment"))
                    .records(STEP_CLOSE_UNKNOWN)
                    .waitsForNoCommit()
                    .wakesAt(1)
                    .at(1)
                    .looksAtTheClock()
                    .records(STEP_CLOSE_STARTED)
                    .waitsForNoCommit()
                    .closes("payment 2")
                    .at(9.999999)
                    .hears(closeUnanswered("payment"))
                    .records(STEP_CLOSE_UNKNOWN)
                    .shows("payment", false)
                    .wakesAt(11.999999)
                    .at(30)
                    .looksAtTheClock()
                    .closes("payment 3")
                    .hears(closeUnanswered("payment"))
                    .records(STEP_CLOSE_UNKNOWN, STEP_STUCK)
                    .shows("payment", true)
                    .wakesAt(34)
                    .at(34)
                    .looksAtTheClock()
                    .records()
                    .closes("payment 4")
                    .hears(closeUnanswered("payment"))
                    .records()
                    .wakesAt(42)
                    .at(42)
                    .looksAtTheClock()
                    .records()
                    .closes("payment 5")
                    .hears(closedAsDone("payment"))
                    .records(STEP_SUCCEEDED, STEP_STARTED, STEP_STARTED)
                    .shows("payment", false);
        }

        @Test
        void inAWayThatIsWrongIsStuckAtOnceAndGoesOn() {
            cancelledWhilePaymentIsOut()
                    .hears(closeInvalid("payment"))
                    .records(STEP_CLOSE_UNKNOWN, STEP_STUCK)
                    .is(RUNNING)
                    .wakesAt(8);
        }

        @Test
        void isNotSomethingToAnswerLater() {
            cancelledWhilePaymentIsOut()
                    .hears(closeAccepted("payment"))
                    .records(STEP_CLOSE_UNKNOWN, STEP_STUCK)
                    .wakesAt(8);
        }

        @Test
        void countsAnOlderAttemptWhenItSettledItAndOnlyThen() {
            cancelledWhilePaymentIsOut()
                    .hears(closeUnanswered("payment"))
                    .ignores(closeUnanswered("payment"), closeInvalid("payment"))
                    .at(1)
                    .looksAtTheClock()
                    .closes("payment 2")
                    .ignores(
                            closeUnanswered("payment").toAttempt(1),
                            closeInvalid("payment").toAttempt(1))
                    .ignores(closeAccepted("payment").toAttempt(1))
                    .hears(closedForGood("payment").toAttempt(1))
                    .has("payment", StepStatus.COMPENSATED);
        }

        @Test
        void isNotDoneByAnAnswerOutOfNowhere() {
            paymentIsOut()
                    .ignores(closedAsDone("payment"), closedAsRefused("payment", "NO_FUNDS"), closedForGood("payment"))
                    .ignores(closeUnanswered("payment"), closedForGood("stock"));
            cancelledWhilePaymentIsOut()
                    .ignores(closedForGood("stock"), closedAsDone("shipping"), closedForGood("shipping"))
                    .ignores(undone("payment"), undoneBefore("payment"), undoUnanswered("payment"));
        }

        @Test
        void isGoneOnWithByAnAdopter() {
            cancelledWhilePaymentIsOut()
                    .at(1)
                    .isAdopted()
                    .records(ADOPTED, STEP_CLOSE_STARTED)
                    .closes("payment 2")
                    .hears(closeUnanswered("payment"))
                    .wakesAt(2)
                    .isAdopted()
                    .records(ADOPTED)
                    .callsNothing()
                    .wakesAt(2);
        }

        @Test
        void keepsItsFirstReason() {
            cancelledWhilePaymentIsOut()
                    .isCancelled()
                    .changesNothing()
                    .at(70)
                    .looksAtTheClock()
                    .changesNothing()
                    .isForcedBack()
                    .records(ADOPTED, STEP_CLOSE_STARTED)
                    .hears(closedForGood("payment"))
                    .because("", Cause.CANCELLED);
        }
    }

    @Nested
    class WhileItIsOut {
        @Test
        void theDeadlineClosesIt() {
            paymentIsOut()
                    .wakesAt(60)
                    .at(60)
                    .looksAtTheClock()
                    .records(PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .closes("payment")
                    .setsNoAlarm()
                    .hears(closedForGood("payment"))
                    .because("", Cause.DEADLINE_EXCEEDED);
        }

        @Test
        void theDeadlineDoesNotReplaceAYes() {
            paymentIsOut().at(61).hears(confirmed("payment")).calls("shipping", "invoice");
        }

        @Test
        void aCancelFromElsewhereClosesIt() {
            paymentIsOut()
                    .isCancelledElsewhere()
                    .records(ADOPTED, PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .closes("payment");
        }

        @Test
        void anOperatorsForceClosesIt() {
            paymentIsOut()
                    .isForcedBack()
                    .records(ADOPTED, PIVOT_CLOSING, STEP_CLOSE_STARTED)
                    .closes("payment")
                    .findsMoot(new OperatorCommand.ForceCompensation())
                    .hears(closedForGood("payment"))
                    .because("", Cause.FORCED_BY_OPERATOR);
        }

        @Test
        void anAdopterAsksForItAgainWithoutWaitingForACommitOfThat() {
            var again =
                    paymentIsOut().isAdopted().records(ADOPTED, STEP_STARTED).calls("payment 2");
            again.hears(confirmed("payment")).calls("shipping", "invoice");
        }
    }

    @Nested
    class OncePassed {
        @Test
        void leavesNoWayBack() {
            paid().setsNoAlarm()
                    .at(61)
                    .looksAtTheClock()
                    .changesNothing()
                    .refusesToBeCancelled("It is past its point of no return.")
                    .refuses(new OperatorCommand.ForceCompensation(), "It is past its point of no return.")
                    .isAdopted()
                    .calls("shipping 2", "invoice 2")
                    .hears(confirmed("shipping"))
                    .hears(confirmed("invoice"))
                    .is(COMPLETED)
                    .hasNotTurned();
        }

        @Test
        void ignoresWhatComesLateToIt() {
            paid().ignores(confirmed("payment"), rejected("payment", "NO_FUNDS"), superseded("payment"))
                    .ignores(noAnswer("payment"), invalid("payment"), closedForGood("payment"));
        }

        @Test
        void isKnownOfTheSaga() {
            assertTrue(paid().saga().pivotPassed());
            assertFalse(paid().saga().pivotUndecided());
            assertFalse(paymentIsOut().saga().pivotPassed());
            assertTrue(paymentIsOut().saga().pivotUndecided());
            assertFalse(Story.of(SALE).starts().saga().pivotUndecided());
            assertFalse(Story.of(TRIP).starts().saga().pivotUndecided());
        }
    }
}
