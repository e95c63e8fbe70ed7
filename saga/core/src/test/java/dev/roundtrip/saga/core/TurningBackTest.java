package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_REJECTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;
import static dev.roundtrip.saga.core.Told.undone;
import static dev.roundtrip.saga.core.Told.undoneBefore;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What turns a saga back, and what it then covers. */
class TurningBackTest {
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
        void doesNotReplaceAWishThatNobodyHasHeededYet() {
            bookedUpToTheFlight().at(61).isCancelledElsewhere().because("", Cause.CANCELLED);
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
}
