package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.Sagas.SALE;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Histories that this engine can't have written are met with an error that says what is wrong with them. */
class SagaTest {
    private static final UUID ID = new UUID(7, 8);
    private static final Instant AT = Story.second(1);
    private static final OperatorNote NOTE = new OperatorNote("ada", "It had to be.");
    private static final Cause CAUSE = new Cause("", Cause.CANCELLED, "Changed my mind.");

    private final SagaEvent started = new SagaEvent.SagaStarted(AT, Payload.empty(), Set.of(), AT.plusSeconds(60));
    private final SagaEvent flightStarted = new SagaEvent.StepStarted(AT, "flight", 1);
    private final SagaEvent paymentStarted = new SagaEvent.StepStarted(AT, "payment", 1);

    @Test
    void aHistoryBeginsWithAStart() {
        assertImpossible("SAGA_STARTED");
        assertImpossible("SAGA_STARTED", flightStarted);
    }

    @Test
    void aSagaStartsOnce() {
        assertImpossible("SAGA_STARTED", started, started);
    }

    @Test
    void aStepMustBeOneOfTheDefinition() {
        assertImpossible("train", started, new SagaEvent.StepStarted(AT, "train", 1));
    }

    @Test
    void whatIsLeftOutMustBeAStepOfTheDefinition() {
        assertImpossible("train", new SagaEvent.SagaStarted(AT, Payload.empty(), Set.of("train"), AT.plusSeconds(60)));
    }

    @Test
    void whatIsCoveredMustBeAStepOfTheDefinition() {
        assertImpossible("train", started, new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("train")));
    }

    @Test
    void aTurnMustCoverWhatMayHaveHappened() {
        assertImpossible("flight", started, flightStarted, new SagaEvent.CompensationStarted(AT, CAUSE, Set.of()));
    }

    @Test
    void aTurnCannotCoverWhatWasRefused() {
        assertImpossible(
                "flight",
                started,
                flightStarted,
                new SagaEvent.StepRejected(AT, "flight", "SOLD_OUT", "No."),
                new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("flight")));
    }

    @Test
    void aSagaIsNotCompletedBeforeItsSteps() {
        assertImpossible("flight", started, new SagaEvent.SagaCompleted(AT));
        assertImpossible("flight", started, flightStarted, new SagaEvent.SagaCompleted(AT));
    }

    @Test
    void aSagaIsNotCompensatedBeforeItsSteps() {
        assertImpossible(
                "flight",
                started,
                flightStarted,
                new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("flight")),
                new SagaEvent.SagaCompensated(AT));
    }

    @Test
    void aSagaIsPausedAndResumedInTurns() {
        var paused = new SagaEvent.SagaPaused(AT, NOTE);
        var resumed = new SagaEvent.SagaResumed(AT, NOTE, AT.plusSeconds(60));
        assertImpossible("paused", started, paused, paused);
        assertImpossible("resumed", started, resumed);
        assertImpossible("resumed", started, paused, resumed, resumed);
    }

    @Test
    void onlyAPivotIsClosedAndOnlyOnce() {
        var closing = new SagaEvent.PivotClosing(AT, CAUSE);
        assertImpossible("no pivot to close", started, closing);
        assertImpossibleSale("payment", closing);
        assertImpossibleSale("being closed already", paymentStarted, closing, closing);
        assertImpossibleSale("payment", closing, paymentStarted);
    }

    @Test
    void aTurnCannotCoverWhatHasNoCompensation() {
        assertImpossibleSale(
                "step payment can't be compensated",
                paymentStarted,
                new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("payment", "stock")));
        assertImpossibleSale(
                "step shipping can't be compensated",
                new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("stock", "shipping")));
    }

    @Test
    void aTurnCannotLeaveOutAPivotThatIsOut() {
        assertImpossibleSale("payment", paymentStarted, new SagaEvent.CompensationStarted(AT, CAUSE, Set.of("stock")));
    }

    @Test
    void anOperatorClosesWhatHeVouchesForAndNothingElse() {
        var flightDone = new SagaEvent.StepSucceeded(AT, "flight", Payload.empty());
        var byHand = new SagaEvent.StepDoneByHand(AT, "flight", NOTE, Payload.empty());
        var withoutOthers = new SagaEvent.SagaStarted(AT, Payload.empty(), Set.of("hotel", "car"), AT.plusSeconds(60));
        assertImpossible(
                "no step done by hand", withoutOthers, flightStarted, flightDone, new SagaEvent.SagaClosed(AT));
        assertImpossible("a step done by hand", withoutOthers, flightStarted, byHand, new SagaEvent.SagaCompleted(AT));
        assertEquals(
                SagaStatus.CLOSED_BY_OPERATOR,
                Saga.replay(ID, TRIP, List.of(withoutOthers, flightStarted, byHand, new SagaEvent.SagaClosed(AT)))
                        .status());
    }

    @Test
    void anErrorNamesTheStepItsStatusAndTheEvent() {
        var history = List.<SagaEvent>of(started, new SagaEvent.StepSucceeded(AT, "hotel", Payload.empty()));
        var error = assertThrows(ImpossibleEvent.class, () -> Saga.replay(ID, TRIP, history));
        assertEquals("step hotel, which is PENDING, can't meet STEP_SUCCEEDED", error.getMessage());
    }

    @Test
    void itsStepsAreInTheOrderOfTheDefinitionAndCannotBeChanged() {
        var steps = Saga.replay(ID, TRIP, List.of(started)).steps();
        assertEquals(List.of("flight", "hotel", "car"), List.copyOf(steps.keySet()));
        assertThrows(UnsupportedOperationException.class, steps::clear);
    }

    @Test
    void anUnknownStepIsACallersMistake() {
        var saga = Saga.replay(ID, TRIP, List.of(started));
        assertThrows(IllegalArgumentException.class, () -> saga.step("train"));
    }

    private void assertImpossibleSale(String named, SagaEvent... rest) {
        var history = new ArrayList<SagaEvent>(List.of(
                started,
                new SagaEvent.StepStarted(AT, "stock", 1),
                new SagaEvent.StepSucceeded(AT, "stock", Payload.empty())));
        history.addAll(List.of(rest));
        var error = assertThrows(ImpossibleEvent.class, () -> Saga.replay(ID, SALE, history));
        assertTrue(error.getMessage().contains(named), error.getMessage());
    }

    private static void assertImpossible(String named, SagaEvent... history) {
        var error = assertThrows(ImpossibleEvent.class, () -> Saga.replay(ID, TRIP, List.of(history)));
        assertTrue(error.getMessage().contains(named), error.getMessage());
    }
}
