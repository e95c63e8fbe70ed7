package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_CLOSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaStatus.CLOSED_BY_OPERATOR;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWhilePaymentIsOut;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Scenes.paid;
import static dev.roundtrip.saga.core.Scenes.paymentIsOut;
import static dev.roundtrip.saga.core.Told.accepted;
import static dev.roundtrip.saga.core.Told.closeInvalid;
import static dev.roundtrip.saga.core.Told.closeUnanswered;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What operators can have a saga do, and what they can't. */
class OperatorsTest {
    private static final OperatorCommand PAUSE = new OperatorCommand.Pause();
    private static final OperatorCommand RESUME = new OperatorCommand.Resume();
    private static final OperatorCommand FORCE = new OperatorCommand.ForceCompensation();

    private static OperatorCommand retry(String step) {
        return new OperatorCommand.RetryStep(step);
    }

    private static OperatorCommand done(String step) {
        return new OperatorCommand.MarkStepDone(step, Payload.empty());
    }

    @Nested
    class Pausing {
        @Test
        void stopsAttemptsAndHearsWhatIsOut() {
            bookedUpToTheFlight()
                    .hears(noAnswer("hotel"))
                    .isPaused()
                    .records(ADOPTED)
                    .callsNothing()
                    .setsNoAlarm()
                    .at(5)
                    .looksAtTheClock()
                    .changesNothing()
                    .hears(confirmed("car"))
                    .records(STEP_SUCCEEDED)
                    .setsNoAlarm()
                    .isResumed()
                    .records(ADOPTED, STEP_STARTED)
                    .calls("hotel 2");
        }

        @Test
        void startsNothingThatIsReadyEither() {
            Story.of(TRIP)
                    .starts()
                    .isPaused()
                    .hears(confirmed("flight"))
                    .records(STEP_SUCCEEDED)
                    .callsNothing()
                    .isResumed()
                    .calls("hotel", "car");
        }

        @Test
        void stopsTheDeadlineAndResumingPutsItOffByAsLong() {
            bookedUpToTheFlight()
                    .at(10)
                    .isPaused()
                    .at(61)
                    .looksAtTheClock()
                    .changesNothing()
                    .hears(confirmed("hotel"))
                    .hasNotTurned()
                    .at(100)
                    .isResumed()
                    .hasUntil(150)
                    .calls("car 2")
                    .wakesAt(150)
                    .at(150)
                    .looksAtTheClock()
                    .because("", Cause.DEADLINE_EXCEEDED);
        }

        @Test
        void isNotHeldAgainstAStepThatWasToBeTriedAgain() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .isPaused()
                    .at(50)
                    .looksAtTheClock()
                    .changesNothing()
                    .isResumed()
                    .calls("flight 2")
                    .hasNotTurned();
        }

        @Test
        void isNotHeldAgainstAStepEvenBeforeTheSagaIsReadAnew() {
            var paused = Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .saga()
                    .fold(new SagaEvent.SagaPaused(Story.second(1), new OperatorNote("ada", "It had to be.")));
            var later = SagaMachine.decide(paused, new Signal.TimePassed(), Story.second(50));
            assertEquals(List.of(), later.events());
        }

        @Test
        void stopsCompensationsAndHearsWhatIsOut() {
            cancelledWithAllThreeToUndo()
                    .hears(undoUnanswered("hotel"))
                    .isPaused()
                    .records(ADOPTED)
                    .callsNothing()
                    .setsNoAlarm()
                    .at(1)
                    .looksAtTheClock()
                    .changesNothing()
                    .hears(undone("car"))
                    .hears(undone("hotel").toAttempt(1))
                    .records(STEP_COMPENSATED)
                    .callsNothing()
                    .setsNoAlarm()
                    .isResumed()
                    .undoes("flight")
                    .isPaused()
                    .hears(undone("flight"))
                    .is(COMPENSATED);
        }

        @Test
        void stillTurnsButUndoesNothingUntilItIsResumed() {
            bookedUpToTheFlight()
                    .isPaused()
                    .isCancelled()
                    .records(CANCEL_REQUESTED, COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .callsNothing()
                    .at(1)
                    .isResumed()
                    .records(ADOPTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .undoes("hotel", "car");
        }

        @Test
        void stillMeansToCloseThePivotButDoesNotUntilItIsResumed() {
            paymentIsOut()
                    .isPaused()
                    .isCancelled()
                    .records(CANCEL_REQUESTED, PIVOT_CLOSING)
                    .callsNothing()
                    .setsNoAlarm()
                    .at(1)
                    .looksAtTheClock()
                    .changesNothing()
                    .isResumed()
                    .records(ADOPTED, STEP_CLOSE_STARTED)
                    .closes("payment");
        }

        @Test
        void stopsAPivotFromBeingClosedAgain() {
            cancelledWhilePaymentIsOut()
                    .hears(closeUnanswered("payment"))
                    .isPaused()
                    .at(1)
                    .looksAtTheClock()
                    .changesNothing()
                    .isResumed()
                    .closes("payment 2");
        }

        @Test
        void doesNotKeepWhatIsDoneFromEnding() {
            bookedUpToTheFlight()
                    .isPaused()
                    .hears(confirmed("hotel"))
                    .hears(confirmed("car"))
                    .is(COMPLETED);
        }

        @Test
        void outlivesTheOwner() {
            bookedUpToTheFlight()
                    .isPaused()
                    .isAdopted()
                    .records(ADOPTED)
                    .callsNothing()
                    .setsNoAlarm();
        }

        @Test
        void twiceIsMootAndSoIsResumingWhatIsNotPaused() {
            bookedUpToTheFlight()
                    .findsMoot(RESUME)
                    .isPaused()
                    .findsMoot(PAUSE)
                    .isResumed()
                    .findsMoot(RESUME);
        }

        @Test
        void neverTakesTimeAwayHoweverClocksDiffer() {
            bookedUpToTheFlight().at(10).isPaused().at(7).isResumed().hasUntil(60);
        }

        @Test
        void isKnownOfTheSaga() {
            assertEquals(Optional.empty(), bookedUpToTheFlight().saga().pausedAt());
            assertEquals(
                    Optional.of(Story.second(3)),
                    bookedUpToTheFlight().at(3).isPaused().saga().pausedAt());
        }
    }

    @Nested
    class TryingAgain {
        @Test
        void doesSoAtOnceWithAllAttemptsAndTheTimeForThem() {
            Story.of(TRIP)
                    .starts()
                    .hears(misconfigured("flight"))
                    .wakesAt(8)
                    .at(2)
                    .isToTryAgain("flight")
                    .records(ADOPTED, STEP_STARTED)
                    .calls("flight 2");
        }

        @Test
        void isForgivingByItself() {
            var saga = Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .hears(noAnswer("flight"))
                    .saga();
            var at = Story.second(2);
            var ruling = OutsideWorld.command(saga, retry("flight"), new OperatorNote("ada", "It is up again."), at);
            var attempts =
                    saga.fold(((Ruling.Recorded) ruling).event()).step("flight").attempts();
            assertEquals(new Attempts(2, 2, Optional.empty(), Optional.of(at), false, false, 0), attempts);
        }

        @Test
        void givesTheSagaItsWholeTimeAgain() {
            bookedUpToTheFlight()
                    .at(50)
                    .isToTryAgain("hotel")
                    .hasUntil(110)
                    .hears(confirmed("hotel"))
                    .wakesAt(110);
        }

        @Test
        void neverTakesTimeAway() {
            bookedUpToTheFlight()
                    .isPaused()
                    .at(100)
                    .isResumed()
                    .hasUntil(160)
                    .at(90)
                    .isToTryAgain("hotel")
                    .hasUntil(160);
        }

        @Test
        void isPossibleWhileAnAttemptIsOutWhichThenCountsOnlyIfItWorked() {
            Story.of(TRIP)
                    .starts()
                    .isToTryAgain("flight")
                    .calls("flight 2")
                    .ignores(noAnswer("flight").toAttempt(1))
                    .hears(confirmed("flight").toAttempt(1))
                    .calls("hotel", "car");
        }

        @Test
        void asksAgainForWhatWasTakenUp() {
            Story.of(TRIP)
                    .starts()
                    .hears(accepted("flight"))
                    .at(3)
                    .isToTryAgain("flight")
                    .calls("flight 2");
        }

        @Test
        void aCompensationBeginsAnewAndIsNotStuckAnyMore() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .hears(undoInvalid("hotel"))
                    .shows("hotel", true)
                    .at(2)
                    .isToTryAgain("hotel")
                    .records(ADOPTED, STEP_COMPENSATION_STARTED)
                    .undoes("hotel 2")
                    .shows("hotel", false)
                    .at(11)
                    .hears(undoUnanswered("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN)
                    .wakesAt(12)
                    .at(12)
                    .looksAtTheClock()
                    .records(STEP_COMPENSATION_STARTED)
                    .hears(undoInvalid("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK);
        }

        @Test
        void aStuckStepAfterThePivotBeginsAnew() {
            paid().hears(confirmed("invoice"))
                    .hears(invalid("shipping"))
                    .at(2)
                    .isToTryAgain("shipping")
                    .records(ADOPTED, STEP_STARTED)
                    .calls("shipping 2")
                    .shows("shipping", false);
        }

        @Test
        void aPivotThatIsBeingClosedClosesIt() {
            cancelledWhilePaymentIsOut()
                    .hears(closeInvalid("payment"))
                    .at(2)
                    .isToTryAgain("payment")
                    .records(ADOPTED, STEP_CLOSE_STARTED)
                    .closes("payment 2")
                    .shows("payment", false);
        }

        @Test
        void waitsWhileTheSagaIsPaused() {
            bookedUpToTheFlight()
                    .hears(confirmed("car"))
                    .hears(misconfigured("hotel"))
                    .isPaused()
                    .isToTryAgain("hotel")
                    .records(ADOPTED)
                    .callsNothing()
                    .isResumed()
                    .calls("hotel 2");
        }

        @Test
        void isRefusedForWhatIsNotUnderWay() {
            Story.of(TRIP)
                    .without("car")
                    .starts()
                    .hears(confirmed("flight"))
                    .refuses(retry("flight"), "Step flight is SUCCEEDED.")
                    .refuses(retry("car"), "Step car is SKIPPED.");
            Story.of(TRIP).starts().refuses(retry("hotel"), "Step hotel is PENDING.");
            cancelledWithAllThreeToUndo()
                    .refuses(retry("flight"), "Step flight is COMPENSATING and its turn has not come.")
                    .hears(undone("hotel"))
                    .refuses(retry("hotel"), "Step hotel is COMPENSATED.");
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .refuses(retry("hotel"), "Step hotel is REJECTED.");
        }
    }

    @Nested
    class VouchingForAStep {
        @Test
        void goesOnAsIfItWereDoneAndIsListedForEver() {
            bookedUpToTheFlight()
                    .takesTheWordFor("hotel")
                    .has("hotel", StepStatus.SUCCEEDED)
                    .keepsTheAnswerOf("hotel")
                    .ignores(
                            confirmed("hotel").toAttempt(1),
                            rejected("hotel", "SOLD_OUT").toAttempt(1))
                    .hears(confirmed("car"))
                    .records(STEP_SUCCEEDED, SAGA_CLOSED)
                    .waitsForACommit()
                    .is(CLOSED_BY_OPERATOR)
                    .setsNoAlarm()
                    .refusesToBeCancelled("It was closed by an operator.");
        }

        @Test
        void letsWhatDependsOnItStart() {
            Story.of(TRIP)
                    .starts()
                    .takesTheWordFor("flight")
                    .records(ADOPTED, STEP_STARTED, STEP_STARTED)
                    .calls("hotel", "car");
        }

        @Test
        void isForgottenWhenTheStepIsUndoneAfterAll() {
            bookedUpToTheFlight()
                    .takesTheWordFor("hotel")
                    .isCancelled()
                    .covers("flight", "hotel", "car")
                    .undoes("hotel", "car")
                    .hears(undone("hotel"))
                    .hears(undone("car"))
                    .hears(undone("flight"))
                    .records(STEP_COMPENSATED, SAGA_COMPENSATED)
                    .is(COMPENSATED);
        }

        @Test
        void countsNoMoreFromTheTurnOn() {
            var vouched = bookedUpToTheFlight().takesTheWordFor("hotel");
            assertTrue(vouched.saga().doneByHand());
            assertFalse(vouched.isPaused().isCancelled().callsNothing().saga().doneByHand());
        }

        @Test
        void beingUndoneEndsByAnOperatorToo() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .hears(undoInvalid("hotel"))
                    .takesTheWordFor("hotel")
                    .records(ADOPTED, STEP_COMPENSATION_STARTED)
                    .undoes("flight")
                    .has("hotel", StepStatus.COMPENSATED)
                    .shows("hotel", false)
                    .hears(undone("flight"))
                    .records(STEP_COMPENSATED, SAGA_CLOSED)
                    .waitsForACommit()
                    .is(CLOSED_BY_OPERATOR)
                    .because("", Cause.CANCELLED);
        }

        @Test
        void beingUndoneLeavesNoAnswer() {
            var given = Payload.of(new byte[] {1});
            var saga = cancelledWithAllThreeToUndo()
                    .obeys(new OperatorCommand.MarkStepDone("hotel", given))
                    .saga();
            assertEquals(Payload.empty(), saga.step("hotel").answer());
            assertTrue(saga.step("hotel").byHand());
        }

        @Test
        void passesAPivot() {
            paymentIsOut()
                    .takesTheWordFor("payment")
                    .calls("shipping", "invoice")
                    .hears(confirmed("shipping"))
                    .hears(confirmed("invoice"))
                    .is(CLOSED_BY_OPERATOR);
            cancelledWhilePaymentIsOut()
                    .takesTheWordFor("payment")
                    .calls("shipping", "invoice")
                    .hasNotTurned();
        }

        @Test
        void endsAStuckStepAfterThePivot() {
            paid().hears(confirmed("invoice"))
                    .hears(invalid("shipping"))
                    .takesTheWordFor("shipping")
                    .is(CLOSED_BY_OPERATOR);
        }

        @Test
        void mayEndWhatIsPaused() {
            bookedUpToTheFlight()
                    .isPaused()
                    .takesTheWordFor("hotel")
                    .takesTheWordFor("car")
                    .is(CLOSED_BY_OPERATOR);
        }

        @Test
        void isRefusedForWhatIsNotUnderWay() {
            Story.of(TRIP)
                    .starts()
                    .refuses(done("hotel"), "Step hotel is PENDING.")
                    .hears(confirmed("flight"))
                    .refuses(done("flight"), "Step flight is SUCCEEDED.");
            cancelledWithAllThreeToUndo()
                    .refuses(done("flight"), "Step flight is COMPENSATING and its turn has not come.");
        }
    }

    @Nested
    class ForcingBack {
        @Test
        void turnsTheSagaAndSaysWhoAndWhy() {
            var cause = bookedUpToTheFlight()
                    .isForcedBack()
                    .records(ADOPTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .undoes("hotel", "car")
                    .because("", Cause.FORCED_BY_OPERATOR)
                    .saga()
                    .cause();
            assertEquals(Optional.of(new Cause("", Cause.FORCED_BY_OPERATOR, "ada: The car hire called.")), cause);
        }

        @Test
        void turnsASagaThatIsPaused() {
            bookedUpToTheFlight()
                    .isPaused()
                    .isForcedBack()
                    .records(ADOPTED, COMPENSATION_STARTED)
                    .callsNothing()
                    .isResumed()
                    .undoes("hotel", "car");
        }

        @Test
        void isACauseBeforeAWishAndBeforeTheDeadline() {
            var cancel = new Signal.Cancel("Changed my mind.");
            var saga = bookedUpToTheFlight().saga();
            saga = saga.fold(((Ruling.Recorded) OutsideWorld.wish(saga, cancel, Story.second(1))).event());
            var note = new OperatorNote("ada", "It had to be.");
            saga = saga.fold(((Ruling.Recorded) OutsideWorld.command(saga, FORCE, note, Story.second(2))).event());
            var turned = SagaMachine.decide(saga, new Signal.TimePassed(), Story.second(61));
            assertEquals(
                    Optional.of(new Cause("", Cause.FORCED_BY_OPERATOR, "ada: It had to be.")),
                    turned.after().cause());
        }

        @Test
        void isMootOnceItHasTurned() {
            cancelledWithAllThreeToUndo().findsMoot(FORCE);
        }
    }

    @Test
    void nothingCanBeDoneAboutASagaThatHasEnded() {
        var ended =
                Story.of(TRIP).starts().hears(rejected("flight", "SOLD_OUT")).is(COMPENSATED);
        for (var command : List.of(PAUSE, RESUME, FORCE, retry("flight"), done("flight"))) {
            ended.refuses(command, "It is COMPENSATED, which is final.");
        }
    }

    @Test
    void aStepThatIsNotThereIsACallersMistake() {
        var saga = Story.of(TRIP).starts().saga();
        var note = new OperatorNote("ada", "It had to be.");
        for (var command : List.of(retry("train"), done("train"))) {
            var mistake = assertThrows(
                    IllegalArgumentException.class, () -> OutsideWorld.command(saga, command, note, Story.second(1)));
            assertTrue(mistake.getMessage().contains("train"), mistake.getMessage());
        }
    }

    @Test
    void everyCommandIsOnRecordToTheMicrosecondWithWhoAndWhy() {
        var running = bookedUpToTheFlight();
        var note = new OperatorNote("ada", "It had to be.");
        for (var command : List.of(PAUSE, FORCE, retry("hotel"), done("hotel"))) {
            var ruling = OutsideWorld.command(
                    running.saga(), command, note, Story.second(1).plusNanos(999));
            var event = (SagaEvent.OperatorEvent) ((Ruling.Recorded) ruling).event();
            assertEquals(note, event.note());
            assertEquals(Story.second(1), event.at());
        }
        var ruling = OutsideWorld.command(
                running.isPaused().saga(), RESUME, note, Story.second(1).plusNanos(999));
        var resumed = (SagaEvent.SagaResumed) ((Ruling.Recorded) ruling).event();
        assertEquals(new SagaEvent.SagaResumed(Story.second(1), note, Story.second(61)), resumed);
    }

    @Test
    void aReleaseFromQuarantineIsOnRecordInBothDirections() {
        Story.of(TRIP).starts().isReleased().records(ADOPTED, STEP_STARTED).calls("flight 2");
        cancelledWithAllThreeToUndo()
                .isReleased()
                .records(ADOPTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                .undoes("hotel 2", "car 2");
    }
}
