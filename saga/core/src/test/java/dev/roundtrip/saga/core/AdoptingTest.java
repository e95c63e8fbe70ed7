package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoMisconfigured;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How a saga goes on with a new owner, who knows no more than its history. */
class AdoptingTest {
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
        var decision =
                SagaMachine.decide(done, new Signal.Adopt("another-node", Provenance.ANOTHER_NODE), Story.second(3600));
        assertEquals(COMPLETED, decision.after().status());
    }
}
