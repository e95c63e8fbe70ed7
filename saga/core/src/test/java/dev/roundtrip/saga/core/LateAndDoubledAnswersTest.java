package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoRejected;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static dev.roundtrip.saga.core.Told.undoneBefore;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Answers that come late, twice, or out of nowhere. */
class LateAndDoubledAnswersTest {
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
                .ignores(confirmed("flight").toAttempt(2), noAnswer("flight").toAttempt(2));
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
                .ignores(undone("hotel").toAttempt(2), undoUnanswered("hotel").toAttempt(2));
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
        var mistake =
                assertThrows(IllegalArgumentException.class, () -> SagaMachine.decide(saga, answer, Story.second(1)));
        assertTrue(mistake.getMessage().contains("train"), mistake.getMessage());
    }
}
