package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Sagas.TRIP_AND_VISA;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoMisconfigured;
import static dev.roundtrip.saga.core.Told.undoRejected;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How a saga that has turned undoes what it did. */
class CompensatingTest {
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
