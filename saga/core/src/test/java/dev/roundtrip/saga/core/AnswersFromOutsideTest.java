package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_ACCEPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWhilePaymentIsOut;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Scenes.paid;
import static dev.roundtrip.saga.core.Scenes.paymentIsOut;
import static dev.roundtrip.saga.core.Told.accepted;
import static dev.roundtrip.saga.core.Told.closedAsDone;
import static dev.roundtrip.saga.core.Told.closedForGood;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;
import static dev.roundtrip.saga.core.Told.undoAccepted;
import static dev.roundtrip.saga.core.Told.undoRejected;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static dev.roundtrip.saga.core.Told.undoneBefore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Participants that take an attempt up and answer later; and answers that come by another way than as a reply. */
class AnswersFromOutsideTest {
    private static final Instant NOW = Story.second(1);

    @Nested
    class AnAcceptedAttempt {
        @Test
        void isWaitedForAndThenAskedForAgain() {
            Story.of(TRIP)
                    .starts()
                    .hears(accepted("flight"))
                    .records(STEP_ACCEPTED)
                    .waitsForNoCommit()
                    .callsNothing()
                    .has("flight", StepStatus.RUNNING)
                    .wakesAt(30)
                    .at(29.999999)
                    .looksAtTheClock()
                    .changesNothing()
                    .at(30)
                    .looksAtTheClock()
                    .records(STEP_STARTED)
                    .calls("flight 2")
                    .hears(confirmed("flight"))
                    .calls("hotel", "car");
        }

        @Test
        void isNotHeldAgainstTheStep() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .hears(accepted("flight"))
                    .wakesAt(31)
                    .at(31)
                    .looksAtTheClock()
                    .calls("flight 3")
                    .hears(noAnswer("flight"))
                    .wakesAt(32)
                    .at(32)
                    .looksAtTheClock()
                    .hears(noAnswer("flight"))
                    .wakesAt(34)
                    .at(34)
                    .looksAtTheClock()
                    .calls("flight 5")
                    .hears(noAnswer("flight"))
                    .because("flight", Cause.NO_ANSWER);
        }

        @Test
        void isOverAtTheDeadline() {
            Story.of(TRIP)
                    .starts()
                    .hears(accepted("flight"))
                    .at(31)
                    .looksAtTheClock()
                    .hears(accepted("flight"))
                    .wakesAt(60)
                    .at(60)
                    .looksAtTheClock()
                    .covers("flight")
                    .because("", Cause.DEADLINE_EXCEEDED);
        }

        @Test
        void isOneThatIsStillWaitedForAndNoOther() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .ignores(accepted("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .ignores(accepted("flight").toAttempt(1));
        }

        @Test
        void isNotAskedForAgainByAnAdopterBeforeItsTime() {
            Story.of(TRIP)
                    .starts()
                    .hears(accepted("flight"))
                    .at(1)
                    .isAdopted()
                    .records(ADOPTED)
                    .callsNothing()
                    .wakesAt(30);
        }

        @Test
        void toUndoIsWaitedForAndThenAskedForAgain() {
            cancelledWithAllThreeToUndo()
                    .hears(undoAccepted("hotel"))
                    .records(STEP_ACCEPTED)
                    .wakesAt(30)
                    .ignores(undoAccepted("hotel"))
                    .at(30)
                    .looksAtTheClock()
                    .records(STEP_COMPENSATION_STARTED)
                    .undoes("hotel 2")
                    .ignores(undoAccepted("hotel").toAttempt(1))
                    .hears(undone("hotel"))
                    .has("hotel", StepStatus.COMPENSATED);
        }

        @Test
        void ofWhatComesAfterThePivotIsWaitedForToo() {
            paid().hears(accepted("shipping"))
                    .wakesAt(30)
                    .at(30)
                    .looksAtTheClock()
                    .calls("shipping 2");
        }
    }

    @Nested
    class FromOutside {
        @Test
        void comesAYesThatTheOwnerGoesOnWith() {
            Story.of(TRIP)
                    .starts()
                    .hears(accepted("flight"))
                    .at(12)
                    .hearsFromOutside(confirmed("flight"))
                    .records(ADOPTED, STEP_STARTED, STEP_STARTED)
                    .calls("hotel", "car")
                    .keepsTheAnswerOf("flight");
        }

        @Test
        void comesAYesWhileAnAttemptIsOut() {
            Story.of(TRIP)
                    .starts()
                    .hearsFromOutside(confirmed("flight"))
                    .calls("hotel", "car")
                    .ignores(confirmed("flight"), noAnswer("flight"), rejected("flight", "SOLD_OUT"));
        }

        @Test
        void comesANoThatTurnsTheSagaWhenItsOwnerReadsIt() {
            bookedUpToTheFlight()
                    .hearsFromOutside(rejected("hotel", "SOLD_OUT"))
                    .records(ADOPTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "car")
                    .undoes("car")
                    .has("hotel", StepStatus.REJECTED)
                    .because("hotel", "SOLD_OUT");
        }

        @Test
        void theFirstOfTwoNoesIsTheCause() {
            var saga = bookedUpToTheFlight().saga();
            for (var step : List.of("car", "hotel")) {
                var no = OutsideWorld.answer(
                        saga, step, Direction.FORWARD, rejected(step, "NO").outcome(), NOW);
                saga = saga.fold(((Ruling.Recorded) no).event());
            }
            var decision = SagaMachine.decide(saga, new Signal.Adopt("another-node", Provenance.ANOTHER_NODE), NOW);
            assertEquals(
                    Optional.of(new Cause("car", "NO", "No car.")),
                    decision.after().cause());
        }

        @Test
        void comesTheAnswerOfAPivot() {
            paymentIsOut().hearsFromOutside(confirmed("payment")).calls("shipping", "invoice");
            paymentIsOut()
                    .hearsFromOutside(rejected("payment", "NO_FUNDS"))
                    .covers("stock")
                    .because("payment", "NO_FUNDS");
        }

        @Test
        void comesTheAnswerOfAPivotThatIsBeingClosed() {
            cancelledWhilePaymentIsOut()
                    .hearsFromOutside(confirmed("payment"))
                    .calls("shipping", "invoice")
                    .ignores(closedAsDone("payment"), closedForGood("payment"));
            cancelledWhilePaymentIsOut()
                    .hearsFromOutside(rejected("payment", "NO_FUNDS"))
                    .covers("stock")
                    .because("", Cause.CANCELLED);
        }

        @Test
        void comesTheAnswerOfAPivotThatIsToBeClosedOnceTheSagaIsNotPausedAnyMore() {
            paymentIsOut()
                    .isPaused()
                    .isCancelled()
                    .records(CANCEL_REQUESTED, PIVOT_CLOSING)
                    .hearsFromOutside(confirmed("payment"))
                    .has("payment", StepStatus.SUCCEEDED)
                    .keepsTheAnswerOf("payment");
        }

        @Test
        void comesAYesToACompensation() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .hears(undoAccepted("hotel"))
                    .at(5)
                    .hearsFromOutside(undone("hotel"))
                    .records(ADOPTED, STEP_COMPENSATION_STARTED)
                    .undoes("flight")
                    .has("hotel", StepStatus.COMPENSATED);
        }

        @Test
        void comesAYesToWhatComesAfterThePivot() {
            paid().hears(invalid("shipping"))
                    .hearsFromOutside(confirmed("shipping"))
                    .shows("shipping", false)
                    .hears(confirmed("invoice"))
                    .is(COMPLETED);
        }

        @Test
        void nothingCountsASecondTime() {
            Story.of(TRIP)
                    .starts()
                    .hearsFromOutside(confirmed("flight"))
                    .findsMoot(confirmed("flight"), rejected("flight", "SOLD_OUT"))
                    .keepsTheAnswerOf("flight");
            cancelledWithAllThreeToUndo().hearsFromOutside(undone("hotel")).findsMoot(undone("hotel"));
        }

        @Test
        void nothingCountsBeforeItWasAskedFor() {
            bookedUpToTheFlight().findsMoot(undone("flight"), undone("hotel"));
            Story.of(TRIP).starts().refuses(confirmed("hotel"), rejected("hotel", "SOLD_OUT"));
            cancelledWithAllThreeToUndo().refuses(undone("flight"));
        }

        @Test
        void nothingForwardCountsAfterTheTurn() {
            bookedUpToTheFlight()
                    .isCancelled()
                    .findsMoot(confirmed("hotel"), rejected("hotel", "SOLD_OUT"), confirmed("flight"));
        }

        @Test
        void nothingCountsAfterTheEnd() {
            Story.of(TRIP)
                    .starts()
                    .hears(rejected("flight", "SOLD_OUT"))
                    .is(COMPENSATED)
                    .findsMoot(confirmed("flight"), undone("flight"), confirmed("hotel"));
        }

        @Test
        void comesNothingThatLeavesItOpen() {
            var saga = bookedUpToTheFlight().saga();
            for (var told : List.of(superseded("hotel"), accepted("hotel"), noAnswer("hotel"))) {
                assertMistaken("Confirmed or Rejected", saga, told);
            }
            var turned = cancelledWithAllThreeToUndo().saga();
            for (var told : List.of(undoneBefore("hotel"), undoAccepted("hotel"), undoUnanswered("hotel"))) {
                assertMistaken("Confirmed or Rejected", turned, told);
            }
        }

        @Test
        void comesNoNoToWhatMustSucceed() {
            assertMistaken("step shipping", paid().saga(), rejected("shipping", "NO_SUCH_STREET"));
            assertMistaken("step hotel", cancelledWithAllThreeToUndo().saga(), undoRejected("hotel"));
        }

        @Test
        void comesNothingAboutAClose() {
            assertMistaken("close", cancelledWhilePaymentIsOut().saga(), closedAsDone("payment"));
        }

        @Test
        void comesNothingAboutAStepThatIsNotThere() {
            assertMistaken("train", bookedUpToTheFlight().saga(), confirmed("train"));
        }

        @Test
        void timeIsKeptToTheMicrosecond() {
            var saga = bookedUpToTheFlight().saga();
            for (var told : List.of(confirmed("hotel"), rejected("hotel", "SOLD_OUT"))) {
                var ruling =
                        OutsideWorld.answer(saga, told.step(), told.direction(), told.outcome(), NOW.plusNanos(999));
                assertEquals(NOW, ((Ruling.Recorded) ruling).event().at());
            }
        }

        private void assertMistaken(String named, Saga saga, Told told) {
            var mistake = assertThrows(
                    IllegalArgumentException.class,
                    () -> OutsideWorld.answer(saga, told.step(), told.direction(), told.outcome(), NOW));
            assertTrue(mistake.getMessage().contains(named), mistake.getMessage());
        }
    }
}
