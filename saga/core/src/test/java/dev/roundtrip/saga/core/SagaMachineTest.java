package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_FORCED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_CLOSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPLETED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_PAUSED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_RELEASED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_RESUMED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_DONE_BY_HAND;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_REJECTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_RETRIED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Sagas.TRIP_AND_VISA;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoMisconfigured;
import static dev.roundtrip.saga.core.Told.undoRejected;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static dev.roundtrip.saga.core.Told.undoneBefore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a saga does, told as stories. {@link TransitionsTest} tells them all again, to see where they lead. */
class SagaMachineTest {

    private static Story bookedUpToTheFlight() {
        return Story.of(TRIP).starts().hears(confirmed("flight")).calls("hotel", "car");
    }

    private static Story cancelledWithAllThreeToUndo() {
        return bookedUpToTheFlight()
                .hears(confirmed("hotel"))
                .isCancelled()
                .covers("flight", "hotel", "car")
                .undoes("hotel", "car");
    }

    @Nested
    class GoingForward {
        @Test
        void theFlightFirstThenHotelAndCarSideBySide() {
            Story.of(TRIP)
                    .starts()
                    .records(SAGA_STARTED, STEP_STARTED)
                    .calls("flight")
                    .hears(confirmed("flight"))
                    .records(STEP_SUCCEEDED, STEP_STARTED, STEP_STARTED)
                    .calls("hotel", "car")
                    .hears(confirmed("car"))
                    .records(STEP_SUCCEEDED)
                    .callsNothing()
                    .is(RUNNING)
                    .hears(confirmed("hotel"))
                    .records(STEP_SUCCEEDED, SAGA_COMPLETED)
                    .callsNothing()
                    .is(COMPLETED)
                    .keepsTheAnswerOf("flight")
                    .keepsTheAnswerOf("hotel")
                    .keepsTheAnswerOf("car");
        }

        @Test
        void aStepThatIsNotWantedIsLeftOut() {
            Story.of(TRIP)
                    .without("car")
                    .starts()
                    .hears(confirmed("flight"))
                    .calls("hotel")
                    .hears(confirmed("hotel"))
                    .is(COMPLETED)
                    .has("car", StepStatus.SKIPPED);
        }

        @Test
        void aStepWhoseDependencyIsNotWantedStarts() {
            Story.of(TRIP).without("flight").starts().calls("hotel", "car");
        }

        @Test
        void aStepOnTheFarSideOfOneThatIsNotWantedStillWaits() {
            Story.of(ORDER)
                    .without("payment")
                    .starts()
                    .calls("stock")
                    .has("invoice", StepStatus.PENDING)
                    .hears(confirmed("stock"))
                    .calls("invoice")
                    .hears(confirmed("invoice"))
                    .is(COMPLETED);
        }

        @Test
        void nothingWantedIsDoneAtOnce() {
            Story.of(TRIP)
                    .without("flight", "hotel", "car")
                    .starts()
                    .records(SAGA_STARTED, SAGA_COMPLETED)
                    .callsNothing()
                    .is(COMPLETED);
        }

        @Test
        void timePassingAloneCallsForNothing() {
            Story.of(TRIP).starts().at(59).looksAtTheClock().changesNothing().wakesAt(60);
        }
    }

    @Nested
    class ANo {
        @Test
        void toTheFirstStepLeavesNothingToUndo() {
            Story.of(TRIP)
                    .starts()
                    .hears(rejected("flight", "SOLD_OUT"))
                    .records(STEP_REJECTED, COMPENSATION_STARTED, SAGA_COMPENSATED)
                    .callsNothing()
                    .covers()
                    .is(COMPENSATED)
                    .has("flight", StepStatus.REJECTED)
                    .has("hotel", StepStatus.PENDING)
                    .because("flight", "SOLD_OUT");
        }

        @Test
        void toTheSecondStepUndoesTheFirst() {
            Story.of(ORDER)
                    .starts()
                    .hears(confirmed("stock"))
                    .hears(rejected("payment", "NO_FUNDS"))
                    .records(STEP_REJECTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("stock")
                    .undoes("stock")
                    .is(COMPENSATING)
                    .hears(undone("stock"))
                    .records(STEP_COMPENSATED, SAGA_COMPENSATED)
                    .is(COMPENSATED)
                    .has("payment", StepStatus.REJECTED)
                    .has("invoice", StepStatus.PENDING)
                    .because("payment", "NO_FUNDS");
        }

        @Test
        void coversTheSiblingInFlightWhoseLateSuccessIsIgnored() {
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .covers("flight", "car")
                    .undoes("car")
                    .ignores(confirmed("car").toAttempt(1))
                    .has("car", StepStatus.COMPENSATING)
                    .hears(undone("car"))
                    .undoes("flight")
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .has("car", StepStatus.COMPENSATED)
                    .has("flight", StepStatus.COMPENSATED)
                    .because("hotel", "SOLD_OUT");
        }

        @Test
        void fromASiblingThatIsUndoneAlreadyDoesNotReplaceTheCause() {
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .ignores(rejected("car", "NO_CARS").toAttempt(1))
                    .has("car", StepStatus.COMPENSATING)
                    .because("hotel", "SOLD_OUT");
        }

        @Test
        void countsEvenFromAnOlderAttempt() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .hears(rejected("flight", "SOLD_OUT").toAttempt(1))
                    .is(COMPENSATED)
                    .because("flight", "SOLD_OUT");
        }
    }

    @Nested
    class AnUnknownOutcome {
        @Test
        void isAskedForAgainAfterLongerAndLongerWaitsThenCoveredItself() {
            Story.of(TRIP)
                    .starts()
                    .at(2)
                    .hears(noAnswer("flight"))
                    .records(STEP_UNKNOWN)
                    .callsNothing()
                    .has("flight", StepStatus.RUNNING)
                    .wakesAt(3)
                    .at(2.999999)
                    .looksAtTheClock()
                    .changesNothing()
                    .at(3)
                    .looksAtTheClock()
                    .records(STEP_STARTED)
                    .calls("flight 2")
                    .at(5)
                    .hears(noAnswer("flight"))
                    .wakesAt(7)
                    .at(7)
                    .looksAtTheClock()
                    .calls("flight 3")
                    .at(9)
                    .hears(noAnswer("flight"))
                    .records(STEP_UNKNOWN, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight")
                    .because("flight", Cause.NO_ANSWER)
                    .undoes("flight")
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .has("flight", StepStatus.COMPENSATED)
                    .because("flight", Cause.NO_ANSWER);
        }

        @Test
        void isNotANo() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .is(RUNNING)
                    .at(1)
                    .looksAtTheClock()
                    .hears(confirmed("flight"))
                    .calls("hotel", "car")
                    .keepsTheAnswerOf("flight");
        }

        @Test
        void isNotAskedForAgainAfterTheTotalTime() {
            Story.of(TRIP)
                    .starts()
                    .at(19.5)
                    .hears(noAnswer("flight"))
                    .because("flight", Cause.NO_ANSWER)
                    .undoes("flight");
        }

        @Test
        void mayBeAskedForAgainAtTheVeryEndOfTheTotalTime() {
            Story.of(TRIP).starts().at(19).hears(noAnswer("flight")).is(RUNNING).wakesAt(20);
        }

        @Test
        void doesNotHoldUpTheSibling() {
            bookedUpToTheFlight()
                    .hears(noAnswer("hotel"))
                    .hears(confirmed("car"))
                    .is(RUNNING)
                    .at(1)
                    .looksAtTheClock()
                    .calls("hotel 2")
                    .hears(confirmed("hotel"))
                    .is(COMPLETED);
        }

        @Test
        void ofACallThatIsWrongTurnsBackAtOnceThatStepIncluded() {
            bookedUpToTheFlight()
                    .hears(confirmed("car"))
                    .hears(invalid("hotel"))
                    .records(STEP_UNKNOWN, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .because("hotel", Cause.REFUSED_AS_INVALID)
                    .undoes("hotel", "car");
        }

        @Test
        void ofAMisconfiguredCallIsNotHurriedAndGivesUpInTheEnd() {
            Story.of(TRIP)
                    .starts()
                    .hears(misconfigured("flight"))
                    .is(RUNNING)
                    .wakesAt(8)
                    .at(8)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .hears(misconfigured("flight"))
                    .wakesAt(16)
                    .at(16)
                    .looksAtTheClock()
                    .calls("flight 3")
                    .hears(misconfigured("flight"))
                    .because("flight", Cause.NO_ANSWER)
                    .covers("flight");
        }

        @Test
        void thatIsDueBesideALateSuccessIsNotAskedForAgain() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .hears(confirmed("flight").toAttempt(1))
                    .calls("hotel", "car")
                    .looksAtTheClock()
                    .changesNothing();
        }
    }

    @Nested
    class LateAndDoubledAnswers {
        @Test
        void aYesToAnOlderAttemptCounts() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .hears(confirmed("flight").toAttempt(1))
                    .has("flight", StepStatus.SUCCEEDED)
                    .calls("hotel", "car")
                    .ignores(
                            confirmed("flight").toAttempt(2), noAnswer("flight").toAttempt(2));
        }

        @Test
        void anUnknownToAnOlderAttemptDoesNotCount() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .ignores(
                            noAnswer("flight").toAttempt(1),
                            misconfigured("flight").toAttempt(1),
                            invalid("flight").toAttempt(1))
                    .is(RUNNING);
        }

        @Test
        void anUnknownToldTwiceCountsOnce() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .wakesAt(1)
                    .at(0.5)
                    .ignores(noAnswer("flight"), invalid("flight"))
                    .wakesAt(1);
        }

        @Test
        void theFirstAnswerStays() {
            bookedUpToTheFlight()
                    .ignores(confirmed("flight"), rejected("flight", "SOLD_OUT"), superseded("flight"))
                    .ignores(noAnswer("flight"), invalid("flight"))
                    .keepsTheAnswerOf("flight");
        }

        @Test
        void anAnswerToWhatWasNeverAskedIsIgnored() {
            Story.of(TRIP)
                    .starts()
                    .ignores(confirmed("hotel"), rejected("hotel", "SOLD_OUT"), noAnswer("hotel"))
                    .ignores(undone("flight"), undone("hotel"), undoUnanswered("flight"))
                    .has("hotel", StepStatus.PENDING)
                    .has("flight", StepStatus.RUNNING);
        }

        @Test
        void aCompensationThatHasNotBegunIsNotDoneByAnAnswerOutOfNowhere() {
            cancelledWithAllThreeToUndo()
                    .ignores(undone("flight"), undoneBefore("flight"), undoUnanswered("flight"))
                    .has("flight", StepStatus.COMPENSATING);
        }

        @Test
        void anOlderAttemptToUndoCountsWhenItWorkedAndOnlyThen() {
            cancelledWithAllThreeToUndo()
                    .hears(undoUnanswered("hotel"))
                    .at(1)
                    .looksAtTheClock()
                    .undoes("hotel 2")
                    .ignores(
                            undoUnanswered("hotel").toAttempt(1),
                            undoInvalid("hotel").toAttempt(1))
                    .ignores(undoRejected("hotel").toAttempt(1))
                    .shows("hotel", false)
                    .hears(undone("hotel").toAttempt(1))
                    .has("hotel", StepStatus.COMPENSATED)
                    .ignores(
                            undone("hotel").toAttempt(2),
                            undoUnanswered("hotel").toAttempt(2));
        }

        @Test
        void nothingIsHeardAfterTheHappyEnd() {
            bookedUpToTheFlight()
                    .hears(confirmed("hotel"))
                    .hears(confirmed("car"))
                    .is(COMPLETED)
                    .ignores(confirmed("car"), rejected("car", "NO_CARS"), superseded("car"), noAnswer("car"))
                    .ignores(undone("car"), undoUnanswered("car"))
                    .at(3600)
                    .looksAtTheClock()
                    .changesNothing()
                    .isCancelled()
                    .changesNothing()
                    .isAdopted()
                    .changesNothing()
                    .is(COMPLETED)
                    .setsNoAlarm();
        }

        @Test
        void nothingIsHeardAfterTheOtherEnd() {
            Story.of(TRIP)
                    .starts()
                    .isCancelled()
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .ignores(confirmed("flight"), rejected("flight", "SOLD_OUT"), undone("flight"))
                    .ignores(undoUnanswered("flight"), undoInvalid("flight"))
                    .at(3600)
                    .looksAtTheClock()
                    .changesNothing()
                    .isCancelled()
                    .changesNothing()
                    .isAdopted()
                    .changesNothing()
                    .is(COMPENSATED)
                    .setsNoAlarm()
                    .because("", Cause.CANCELLED);
        }

        @Test
        void anAnswerForAStepThatIsNotInTheDefinitionIsACallersMistake() {
            var saga = Story.of(TRIP).starts().saga();
            var answer = new Signal.Answered("train", Direction.FORWARD, 1, new Outcome.Superseded());
            var mistake = assertThrows(
                    IllegalArgumentException.class, () -> SagaMachine.decide(saga, answer, Story.second(1)));
            assertTrue(mistake.getMessage().contains("train"), mistake.getMessage());
        }
    }

    @Nested
    class Superseded {
        @Test
        void whileRunningTurnsBackThatStepIncluded() {
            bookedUpToTheFlight()
                    .hears(superseded("hotel"))
                    .records(COMPENSATION_STARTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .because("hotel", Cause.SUPERSEDED)
                    .undoes("hotel", "car");
        }

        @Test
        void countsEvenFromAnOlderAttempt() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .hears(superseded("flight").toAttempt(1))
                    .because("flight", Cause.SUPERSEDED)
                    .covers("flight");
        }

        @Test
        void whileCompensatingIsWhatWasWanted() {
            cancelledWithAllThreeToUndo()
                    .ignores(superseded("hotel").toAttempt(1))
                    .hears(undoneBefore("hotel"))
                    .records(STEP_COMPENSATED)
                    .has("hotel", StepStatus.COMPENSATED);
        }
    }

    @Nested
    class TheDeadline {
        @Test
        void turnsTheSagaBack() {
            bookedUpToTheFlight()
                    .hears(confirmed("hotel"))
                    .at(59.999999)
                    .looksAtTheClock()
                    .changesNothing()
                    .at(60)
                    .looksAtTheClock()
                    .records(COMPENSATION_STARTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .because("", Cause.DEADLINE_EXCEEDED)
                    .undoes("hotel", "car");
        }

        @Test
        void thatPassedWhileNobodyLookedTurnsTheAdoptedSagaBack() {
            Story.of(TRIP)
                    .starts()
                    .at(86_400)
                    .isAdopted()
                    .records(ADOPTED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .because("", Cause.DEADLINE_EXCEEDED)
                    .undoes("hotel", "car");
        }

        @Test
        void thatPassedBeforeTheNextStepStartsLeavesItUnstarted() {
            Story.of(TRIP)
                    .starts()
                    .at(61)
                    .hears(confirmed("flight"))
                    .records(STEP_SUCCEEDED, COMPENSATION_STARTED, STEP_COMPENSATION_STARTED)
                    .covers("flight")
                    .because("", Cause.DEADLINE_EXCEEDED)
                    .has("hotel", StepStatus.PENDING);
        }

        @Test
        void isNoReasonToUndoWhatIsDoneWhenTheLastAnswerComes() {
            Story.of(TRIP)
                    .without("hotel", "car")
                    .starts()
                    .at(61)
                    .hears(confirmed("flight"))
                    .is(COMPLETED);
        }

        @Test
        void doesNotReplaceTheAnswerThatComesWithIt() {
            Story.of(TRIP).starts().at(61).hears(rejected("flight", "SOLD_OUT")).because("flight", "SOLD_OUT");
        }

        @Test
        void meansNothingToASagaThatHasTurnedAlready() {
            cancelledWithAllThreeToUndo()
                    .at(60)
                    .looksAtTheClock()
                    .changesNothing()
                    .because("", Cause.CANCELLED);
        }
    }

    @Nested
    class Cancelling {
        @Test
        void whileRunningTurnsBack() {
            bookedUpToTheFlight()
                    .hears(confirmed("hotel"))
                    .isCancelled()
                    .records(
                            CANCEL_REQUESTED,
                            COMPENSATION_STARTED,
                            STEP_COMPENSATION_STARTED,
                            STEP_COMPENSATION_STARTED)
                    .covers("flight", "hotel", "car")
                    .because("", Cause.CANCELLED)
                    .undoes("hotel", "car");
        }

        @Test
        void coversOnlyWhatWasCalledFor() {
            Story.of(TRIP)
                    .starts()
                    .isCancelled()
                    .covers("flight")
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .has("hotel", StepStatus.PENDING)
                    .has("car", StepStatus.PENDING);
        }

        @Test
        void twiceIsAsGoodAsOnce() {
            Story.of(TRIP).starts().isCancelled().isCancelled().changesNothing().covers("flight");
        }

        @Test
        void duringCompensationChangesNothingNorTheCause() {
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .isCancelled()
                    .changesNothing()
                    .because("hotel", "SOLD_OUT");
        }

        @Test
        void elsewhereIsHeededByTheOwner() {
            bookedUpToTheFlight()
                    .isCancelledElsewhere()
                    .covers("flight", "hotel", "car")
                    .because("", Cause.CANCELLED)
                    .undoes("hotel", "car");
        }

        @Test
        void isWishedForOnceAndOnlyWhileItRuns() {
            var cancel = new Signal.Cancel("Changed my mind.");
            var now = Story.second(1.0000005);
            var running = Story.of(TRIP).starts().saga();
            var wish = new SagaEvent.CancelRequested(Story.second(1), "Changed my mind.");
            assertEquals(new Ruling.Recorded(wish), OutsideWorld.wish(running, cancel, now));

            var wished = running.fold(wish);
            assertEquals(Optional.of("Changed my mind."), wished.cancelRequest());
            assertEquals(new Ruling.Moot(), OutsideWorld.wish(wished, cancel, now), "wished for already");

            var turned = Story.of(TRIP).starts().hears(invalid("flight")).saga();
            assertEquals(new Ruling.Moot(), OutsideWorld.wish(turned, cancel, now), "turned already");

            var ended = Story.of(TRIP)
                    .starts()
                    .hears(rejected("flight", "SOLD_OUT"))
                    .saga();
            assertEquals(new Ruling.Moot(), OutsideWorld.wish(ended, cancel, now), "undone already");
        }

        @Test
        void saysWhy() {
            var cause = Story.of(TRIP).starts().isCancelled().saga().cause().orElseThrow();
            assertEquals(new Cause("", Cause.CANCELLED, "Changed my mind."), cause);
        }
    }

    @Nested
    class Compensating {
        @Test
        void undoesDependentsFirstAndIndependentOnesSideBySide() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .records(STEP_COMPENSATED)
                    .callsNothing()
                    .hears(undone("hotel"))
                    .records(STEP_COMPENSATED, STEP_COMPENSATION_STARTED)
                    .undoes("flight")
                    .hears(undone("flight"))
                    .records(STEP_COMPENSATED, SAGA_COMPENSATED)
                    .is(COMPENSATED);
        }

        @Test
        void walksBackAChainOneByOne() {
            Story.of(ORDER)
                    .starts()
                    .hears(confirmed("stock"))
                    .hears(confirmed("payment"))
                    .isCancelled()
                    .undoes("invoice")
                    .hears(undone("invoice"))
                    .undoes("payment")
                    .hears(undone("payment"))
                    .undoes("stock")
                    .hears(undone("stock"))
                    .is(COMPENSATED);
        }

        @Test
        void waitsForADependentBeyondAStepThatWasLeftOut() {
            Story.of(ORDER)
                    .without("payment")
                    .starts()
                    .hears(confirmed("stock"))
                    .isCancelled()
                    .covers("stock", "invoice")
                    .undoes("invoice")
                    .hears(undone("invoice"))
                    .undoes("stock");
        }

        @Test
        void goesOnForeverAtTheCappedDelayAndShowsAsStuckAfterATime() {
            cancelledWithAllThreeToUndo()
                    .hears(undoUnanswered("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN)
                    .wakesAt(1)
                    .at(1)
                    .looksAtTheClock()
                    .undoes("hotel 2")
                    .hears(undoUnanswered("hotel"))
                    .wakesAt(3)
                    .at(3)
                    .looksAtTheClock()
                    .hears(undoUnanswered("hotel"))
                    .wakesAt(7)
                    .at(7)
                    .looksAtTheClock()
                    .at(9.999999)
                    .hears(undoUnanswered("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN)
                    .shows("hotel", false)
                    .wakesAt(17.999999)
                    .at(18)
                    .looksAtTheClock()
                    .undoes("hotel 5")
                    .hears(undoUnanswered("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK)
                    .shows("hotel", true)
                    .has("hotel", StepStatus.COMPENSATING)
                    .is(COMPENSATING)
                    .wakesAt(26)
                    .at(26)
                    .looksAtTheClock()
                    .undoes("hotel 6")
                    .shows("hotel", true)
                    .hears(undoUnanswered("hotel"))
                    .records()
                    .wakesAt(34)
                    .at(34)
                    .looksAtTheClock()
                    .undoes("hotel 7")
                    .hears(undone("hotel"))
                    .shows("hotel", false)
                    .has("hotel", StepStatus.COMPENSATED);
        }

        @Test
        void showsAsStuckExactlyWhenTheTimeIsUp() {
            cancelledWithAllThreeToUndo()
                    .at(10)
                    .hears(undoUnanswered("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK);
        }

        @Test
        void countsTheTimeToStuckFromItsOwnBeginning() {
            Story.of(ORDER)
                    .starts()
                    .hears(confirmed("stock"))
                    .at(30)
                    .isCancelled()
                    .undoes("payment")
                    .at(50)
                    .hears(undone("payment"))
                    .undoes("stock")
                    .at(51)
                    .hears(undoUnanswered("stock"))
                    .shows("stock", false)
                    .wakesAt(52);
        }

        @Test
        void thatIsStuckHoldsUpOnlyWhatMustWait() {
            Story.of(TRIP_AND_VISA)
                    .starts()
                    .calls("flight", "visa")
                    .hears(confirmed("flight"))
                    .isCancelled()
                    .covers("flight", "hotel", "car", "visa")
                    .undoes("hotel", "car", "visa")
                    .hears(undoInvalid("hotel"))
                    .shows("hotel", true)
                    .hears(undone("car"))
                    .callsNothing()
                    .hears(undone("visa"))
                    .callsNothing()
                    .has("visa", StepStatus.COMPENSATED)
                    .has("flight", StepStatus.COMPENSATING)
                    .is(COMPENSATING)
                    .at(8)
                    .looksAtTheClock()
                    .undoes("hotel 2")
                    .hears(undone("hotel"))
                    .undoes("flight")
                    .hears(undone("flight"))
                    .is(COMPENSATED);
        }

        @Test
        void thatTheParticipantFindsWrongIsStuckAtOnceAndGoesOn() {
            cancelledWithAllThreeToUndo()
                    .hears(undoInvalid("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK)
                    .shows("hotel", true)
                    .wakesAt(8);
        }

        @Test
        void thatTheParticipantRefusesIsStuckAtOnceAndGoesOn() {
            cancelledWithAllThreeToUndo()
                    .hears(undoRejected("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK)
                    .shows("hotel", true)
                    .has("hotel", StepStatus.COMPENSATING)
                    .wakesAt(8);
        }

        @Test
        void thatIsMisconfiguredIsNotHurriedAndNotStuckYet() {
            cancelledWithAllThreeToUndo()
                    .hears(undoMisconfigured("hotel"))
                    .records(STEP_COMPENSATION_UNKNOWN)
                    .shows("hotel", false)
                    .wakesAt(8);
        }

        @Test
        void countsItsAttemptsAnew() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .isCancelled()
                    .undoes("flight");
        }

        @Test
        void forgetsTheAnswerOfWhatIsUndone() {
            var saga = bookedUpToTheFlight().isCancelled().saga();
            assertEquals(Payload.empty(), saga.step("flight").answer());
        }

        @Test
        void keepsTheRootCauseToTheEnd() {
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .hears(undoInvalid("car"))
                    .at(70)
                    .looksAtTheClock()
                    .isAdopted()
                    .hears(undone("car"))
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .because("hotel", "SOLD_OUT");
        }
    }

    @Nested
    class Adopting {
        @Test
        void asksAgainForWhatWasOutUnderTheNextNumber() {
            bookedUpToTheFlight()
                    .hears(noAnswer("car"))
                    .at(0.5)
                    .isAdopted()
                    .records(ADOPTED, STEP_STARTED)
                    .calls("hotel 2")
                    .wakesAt(1)
                    .at(1)
                    .looksAtTheClock()
                    .calls("car 2")
                    .hears(confirmed("car"))
                    .hears(confirmed("hotel"))
                    .is(COMPLETED);
        }

        @Test
        void isNotHeldAgainstAStepWhoseAnswersNobodyWasThereToHear() {
            Story.of(TRIP)
                    .starts()
                    .hears(noAnswer("flight"))
                    .at(1)
                    .looksAtTheClock()
                    .calls("flight 2")
                    .at(30)
                    .isAdopted()
                    .calls("flight 3")
                    .hears(noAnswer("flight"))
                    .wakesAt(31)
                    .at(31)
                    .looksAtTheClock()
                    .calls("flight 4")
                    .hears(noAnswer("flight"))
                    .wakesAt(33)
                    .at(33)
                    .looksAtTheClock()
                    .calls("flight 5")
                    .hears(noAnswer("flight"))
                    .because("flight", Cause.NO_ANSWER);
        }

        @Test
        void makesCompensationCoverEveryWantedStepWhateverTheHistoryKnows() {
            Story.of(TRIP)
                    .starts()
                    .isAdopted()
                    .calls("flight 2")
                    .isCancelled()
                    .covers("flight", "hotel", "car")
                    .undoes("hotel", "car")
                    .hears(undone("hotel"))
                    .hears(undone("car"))
                    .undoes("flight")
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .has("hotel", StepStatus.COMPENSATED);
        }

        @Test
        void doesNotMakeCompensationCoverWhatWasLeftOutOrRefused() {
            Story.of(ORDER)
                    .without("invoice")
                    .starts()
                    .isAdopted()
                    .hears(confirmed("stock"))
                    .hears(rejected("payment", "NO_FUNDS"))
                    .covers("stock")
                    .has("invoice", StepStatus.SKIPPED);
        }

        @Test
        void makesANoToTheFirstStepUndoTheOthers() {
            Story.of(TRIP)
                    .starts()
                    .isAdopted()
                    .hears(rejected("flight", "SOLD_OUT"))
                    .covers("hotel", "car")
                    .undoes("hotel", "car")
                    .hears(undone("hotel"))
                    .hears(undone("car"))
                    .is(COMPENSATED)
                    .has("flight", StepStatus.REJECTED)
                    .because("flight", "SOLD_OUT");
        }

        @Test
        void duringCompensationRepeatsWhatWasOutAndStillWaitsInOrder() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .at(1)
                    .isAdopted()
                    .records(ADOPTED, STEP_COMPENSATION_STARTED)
                    .undoes("hotel 2")
                    .has("flight", StepStatus.COMPENSATING)
                    .hears(undone("hotel"))
                    .undoes("flight");
        }

        @Test
        void duringCompensationKeepsTheRetryThatIsDueLater() {
            cancelledWithAllThreeToUndo()
                    .hears(undone("car"))
                    .hears(undoMisconfigured("hotel"))
                    .at(1)
                    .isAdopted()
                    .records(ADOPTED)
                    .callsNothing()
                    .wakesAt(8);
        }

        @Test
        void duringCompensationAddsNothingToWhatIsCovered() {
            Story.of(TRIP)
                    .starts()
                    .isCancelled()
                    .covers("flight")
                    .isAdopted()
                    .undoes("flight 2")
                    .hears(undone("flight"))
                    .is(COMPENSATED)
                    .has("hotel", StepStatus.PENDING);
        }

        @Test
        void leavesWhatShowsAsStuckStuck() {
            cancelledWithAllThreeToUndo()
                    .hears(undoInvalid("hotel"))
                    .isAdopted()
                    .shows("hotel", true)
                    .at(8)
                    .looksAtTheClock()
                    .undoes("hotel 2")
                    .shows("hotel", true);
        }

        @Test
        void finishesWhatOnlyLackedItsEnd() {
            var running = Story.of(TRIP).without("hotel", "car").starts().saga();
            var done = running.fold(new SagaEvent.StepSucceeded(Story.second(1), "flight", Payload.empty()));
            var decision = SagaMachine.decide(
                    done, new Signal.Adopt("another-node", Provenance.ANOTHER_NODE), Story.second(3600));
            assertEquals(COMPLETED, decision.after().status());
        }
    }

    @Nested
    class WritingThingsDown {
        @Test
        void aStartWaitsForItsCommit() {
            Story.of(TRIP).starts().waitsForACommit();
        }

        @Test
        void aSuccessAndTheNextAttemptsAreWrittenBehind() {
            bookedUpToTheFlight()
                    .waitsForNoCommit()
                    .hears(noAnswer("hotel"))
                    .waitsForNoCommit()
                    .at(1)
                    .looksAtTheClock()
                    .records(STEP_STARTED)
                    .waitsForNoCommit();
        }

        @Test
        void aHappyEndWaitsForItsCommit() {
            Story.of(TRIP)
                    .without("hotel", "car")
                    .starts()
                    .hears(confirmed("flight"))
                    .records(STEP_SUCCEEDED, SAGA_COMPLETED)
                    .waitsForACommit();
        }

        @Test
        void aTurnWaitsForItsCommitWhatFollowsDoesNotAndTheEndDoes() {
            bookedUpToTheFlight()
                    .hears(rejected("hotel", "SOLD_OUT"))
                    .waitsForACommit()
                    .hears(undoUnanswered("car"))
                    .records(STEP_COMPENSATION_UNKNOWN)
                    .waitsForNoCommit()
                    .at(1)
                    .looksAtTheClock()
                    .records(STEP_COMPENSATION_STARTED)
                    .waitsForNoCommit()
                    .hears(undone("car"))
                    .waitsForNoCommit()
                    .hears(undone("flight"))
                    .records(STEP_COMPENSATED, SAGA_COMPENSATED)
                    .waitsForACommit();
        }

        @Test
        void anAdoptionWaitsForItsCommit() {
            bookedUpToTheFlight().isAdopted().waitsForACommit();
            cancelledWithAllThreeToUndo().isAdopted().waitsForACommit();
        }

        @Test
        void aDecisionThatChangesNothingWaitsForNothing() {
            Story.of(TRIP).starts().looksAtTheClock().changesNothing().waitsForNoCommit();
        }

        @Test
        void theseFactsAreDurableAndTheOthersAreNot() {
            var durable = Set.of(
                    SAGA_STARTED,
                    CANCEL_REQUESTED,
                    PIVOT_CLOSING,
                    COMPENSATION_STARTED,
                    ADOPTED,
                    SAGA_COMPLETED,
                    SAGA_COMPENSATED,
                    SAGA_CLOSED,
                    SAGA_PAUSED,
                    SAGA_RESUMED,
                    SAGA_RELEASED,
                    STEP_RETRIED,
                    STEP_DONE_BY_HAND,
                    COMPENSATION_FORCED);
            for (var kind : SagaEvent.Kind.values()) {
                assertEquals(durable.contains(kind), kind.durable(), kind.name());
            }
        }
    }

    @Nested
    class WakingUp {
        @Test
        void isForTheDeadlineWhileNothingElseIsDue() {
            bookedUpToTheFlight().wakesAt(60);
        }

        @Test
        void isForTheEarliestRetry() {
            bookedUpToTheFlight()
                    .hears(misconfigured("hotel"))
                    .wakesAt(8)
                    .hears(noAnswer("car"))
                    .wakesAt(1)
                    .hears(confirmed("car").toAttempt(1))
                    .wakesAt(8);
        }

        @Test
        void isForTheDeadlineWhenThatComesBeforeTheRetry() {
            Story.of(TRIP)
                    .starts()
                    .at(50)
                    .hears(confirmed("flight"))
                    .at(55)
                    .hears(misconfigured("hotel"))
                    .wakesAt(60);
        }

        @Test
        void isNotNeededWhileCompensationsAreOut() {
            cancelledWithAllThreeToUndo().setsNoAlarm();
        }

        @Test
        void isForTheEarliestRetryOfACompensation() {
            cancelledWithAllThreeToUndo()
                    .hears(undoMisconfigured("hotel"))
                    .wakesAt(8)
                    .hears(undoUnanswered("car"))
                    .wakesAt(1);
        }

        @Test
        void isOverAtTheEnd() {
            Story.of(TRIP).starts().hears(rejected("flight", "SOLD_OUT")).setsNoAlarm();
        }
    }

    @Nested
    class Time {
        private final Instant odd = Instant.parse("2030-06-01T08:00:00.123456789Z");
        private final Instant kept = Instant.parse("2030-06-01T08:00:00.123456Z");
        private final UUID id = new UUID(1, 2);

        @Test
        void isKeptToTheMicrosecond() {
            var started = SagaMachine.start(id, TRIP, Payload.empty(), Set.of(), odd);
            started.events().forEach(event -> assertEquals(kept, event.at(), event.toString()));
            var cancelled = SagaMachine.decide(started.after(), new Signal.Cancel("No."), odd);
            cancelled.events().forEach(event -> assertEquals(kept, event.at(), event.toString()));
            assertEquals(kept, started.after().startedAt());
            assertEquals(kept.plusSeconds(60), started.after().deadline());
        }

        @Test
        void ofARetryIsKeptToTheMicrosecondSoThatItIsDueWhenTheAlarmGoesOff() {
            var backoff = new Backoff(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 1);
            var step = new StepDefinition(
                    "flight",
                    StepKind.COMPENSATABLE,
                    Set.of(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    new RetryPolicy(backoff, 3, Duration.ofSeconds(20)),
                    backoff,
                    Duration.ofSeconds(10));
            var finelyTimed = new Definition("trip", 1, Duration.ofSeconds(60, 999), List.of(step));
            var started = SagaMachine.start(id, finelyTimed, Payload.empty(), Set.of(), odd);
            assertEquals(kept.plusSeconds(60), started.after().deadline());

            var waiting = SagaMachine.decide(started.after(), noAnswer("flight").in(started.after()), odd);
            var alarm = waiting.wakeAt().orElseThrow();
            assertEquals(alarm.truncatedTo(ChronoUnit.MICROS), alarm);
            var again = SagaMachine.decide(waiting.after(), new Signal.TimePassed(), alarm);
            assertEquals(List.of(new Call("flight", Direction.FORWARD, 2)), again.calls());
        }
    }

    @Test
    void aSagaRemembersWhatItWasStartedWith() {
        var id = new UUID(3, 4);
        var request = Payload.of(new byte[] {1, 2, 3});
        var saga = SagaMachine.start(id, TRIP, request, Set.of("car"), Story.second(0))
                .after();
        assertEquals(id, saga.id());
        assertEquals(TRIP, saga.definition());
        assertEquals(request, saga.request());
        assertEquals(Story.second(0), saga.startedAt());
        assertEquals(Story.second(60), saga.deadline());
        assertEquals(2, saga.sequence());
    }

    @Test
    void aSagaCannotLeaveOutAStepThatItDoesNotHave() {
        var mistake = assertThrows(
                IllegalArgumentException.class,
                () -> SagaMachine.start(new UUID(5, 6), TRIP, Payload.empty(), Set.of("train"), Story.second(0)));
        assertTrue(mistake.getMessage().contains("train"), mistake.getMessage());
    }
}
