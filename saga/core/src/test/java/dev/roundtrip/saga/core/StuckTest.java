package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.ADOPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_ACCEPTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Scenes.paid;
import static dev.roundtrip.saga.core.Told.accepted;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.undoAccepted;
import static dev.roundtrip.saga.core.Told.undoInvalid;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shows as stuck goes on being tried, but that it goes on failing is not written down each time. */
class StuckTest {
    private static Story hotelIsStuck() {
        return cancelledWithAllThreeToUndo()
                .hears(undone("car"))
                .hears(undoInvalid("hotel"))
                .records(STEP_COMPENSATION_UNKNOWN, STEP_STUCK)
                .wakesAt(8);
    }

    @Test
    void triesAndFailsWithoutAWordInItsHistory() {
        var story = hotelIsStuck();
        long sequence = story.saga().sequence();
        for (int attempt = 2; attempt < 20; attempt++) {
            double second = 8.0 * (attempt - 1);
            story.at(second)
                    .looksAtTheClock()
                    .records()
                    .waitsForNoCommit()
                    .undoes("hotel " + attempt)
                    .hears(undoInvalid("hotel"))
                    .changesNothing()
                    .shows("hotel", true)
                    .wakesAt(second + 8);
        }
        assertEquals(sequence, story.saga().sequence());
        story.hears(undone("hotel"))
                .records(STEP_COMPENSATED, STEP_COMPENSATION_STARTED)
                .undoes("flight")
                .hears(undone("flight"))
                .is(COMPENSATED);
    }

    @Test
    void stillListensToTheAttemptThatIsOutAndToNoOlderOne() {
        hotelIsStuck()
                .at(8)
                .looksAtTheClock()
                .undoes("hotel 2")
                .ignores(undoUnanswered("hotel").toAttempt(1))
                .setsNoAlarm()
                .hears(undoUnanswered("hotel"))
                .wakesAt(10);
    }

    @Test
    void isTriedOnRecordOnceByEachAdopter() {
        hotelIsStuck()
                .at(8)
                .looksAtTheClock()
                .records()
                .undoes("hotel 2")
                .at(9)
                .isAdopted()
                .records(ADOPTED, STEP_COMPENSATION_STARTED)
                .undoes("hotel 2")
                .shows("hotel", true)
                .hears(undoInvalid("hotel"))
                .records(STEP_COMPENSATION_UNKNOWN)
                .at(17)
                .looksAtTheClock()
                .records()
                .undoes("hotel 3")
                .hears(undoInvalid("hotel"))
                .records();
    }

    @Test
    void isTriedOnRecordOnceByEachAdopterForwardAsWell() {
        paid().hears(invalid("shipping"))
                .hears(confirmed("invoice"))
                .at(8)
                .looksAtTheClock()
                .records()
                .calls("shipping 2")
                .at(9)
                .isAdopted()
                .records(ADOPTED, STEP_STARTED)
                .calls("shipping 2")
                .hears(invalid("shipping"))
                .records(STEP_UNKNOWN)
                .at(17)
                .looksAtTheClock()
                .records()
                .calls("shipping 3");
    }

    @Test
    void isSoNoMoreOnceItsParticipantTakesItUp() {
        hotelIsStuck()
                .at(8)
                .looksAtTheClock()
                .undoes("hotel 2")
                .hears(undoAccepted("hotel"))
                .records(STEP_ACCEPTED)
                .shows("hotel", false)
                .wakesAt(38)
                .at(38)
                .looksAtTheClock()
                .records(STEP_COMPENSATION_STARTED)
                .undoes("hotel 3")
                .hears(undoUnanswered("hotel"))
                .records(STEP_COMPENSATION_UNKNOWN)
                .wakesAt(39)
                .isAdopted()
                .shows("hotel", false)
                .wakesAt(39);
    }

    @Test
    void isTakenUpUnderTheNumberOfItsAttemptAlthoughTheOnesBeforeAreOffTheRecord() {
        hotelIsStuck()
                .at(8)
                .looksAtTheClock()
                .hears(undoInvalid("hotel"))
                .at(16)
                .looksAtTheClock()
                .undoes("hotel 3")
                .hears(undoAccepted("hotel"))
                .isAdopted()
                .wakesAt(46)
                .at(46)
                .looksAtTheClock()
                .undoes("hotel 4");
    }

    /** Nothing else ends the wait for an answer to a compensation that never comes. */
    @Test
    void isWhatWasTakenUpOftenWithoutAnAnswerAndThatIsNotWrittenDownOverAndOver() {
        var story = cancelledWithAllThreeToUndo();
        int asked = 1;
        double at = 0;
        for (; asked < Attempts.TAKEN_UP_ON_RECORD; asked++) {
            story.hears(undoAccepted("hotel")).records(STEP_ACCEPTED).shows("hotel", false);
            at += 30;
            story.at(at).looksAtTheClock().records(STEP_COMPENSATION_STARTED);
        }
        story.hears(undoAccepted("hotel")).records(STEP_ACCEPTED, STEP_STUCK).shows("hotel", true);
        for (int more = 0; more < 3; more++) {
            at += 30;
            asked++;
            story.wakesAt(at)
                    .at(at)
                    .looksAtTheClock()
                    .records()
                    .undoes("hotel " + asked)
                    .hears(undoAccepted("hotel"))
                    .records()
                    .shows("hotel", true);
        }
        at += 30;
        story.at(at).looksAtTheClock().hears(undoUnanswered("hotel")).records().shows("hotel", true);
        story.isAdopted().shows("hotel", true);
        assertFalse(story.hears(undone("hotel")).saga().stuck());
    }

    @Test
    void isAStepBehindThePivotThatIsPromisedAgainAndAgainAsWell() {
        var story = paid();
        double at = 0;
        for (int asked = 1; asked < Attempts.TAKEN_UP_ON_RECORD; asked++) {
            story.hears(accepted("shipping")).records(STEP_ACCEPTED).shows("shipping", false);
            at += 30;
            story.at(at).looksAtTheClock();
        }
        story.hears(accepted("shipping")).records(STEP_ACCEPTED, STEP_STUCK).shows("shipping", true);
        at += 30;
        story.at(at).looksAtTheClock().hears(accepted("shipping")).records().shows("shipping", true);
        story.hears(confirmed("shipping")).shows("shipping", false);
    }

    /** Something ends the wait for it, so it is not stuck; but that may be long. */
    @Test
    void isNoStepThatMayBeGivenUpButItsPromisesAreWrittenDownNoMoreOftenThanThat() {
        var patient = new Definition("patient", 1, Duration.ofMinutes(10), List.of(Sagas.step("flight")));
        var story = Story.of(patient).starts();
        double at = 0;
        for (int asked = 1; asked <= Attempts.TAKEN_UP_ON_RECORD; asked++) {
            story.hears(accepted("flight")).records(STEP_ACCEPTED);
            at += 30;
            story.at(at).looksAtTheClock();
        }
        story.hears(accepted("flight")).records().shows("flight", false);
        at += 30;
        story.at(at)
                .looksAtTheClock()
                .records()
                .calls("flight 12")
                .hears(noAnswer("flight"))
                .records();
        story.isAdopted().shows("flight", false);
        story.at(600).looksAtTheClock().because("", Cause.DEADLINE_EXCEEDED);
    }

    @Test
    void showsOfTheSagaAsAWhole() {
        assertTrue(hotelIsStuck().saga().stuck());
        assertFalse(cancelledWithAllThreeToUndo().saga().stuck());
        assertFalse(hotelIsStuck().hears(undone("hotel")).saga().stuck());
    }
}
