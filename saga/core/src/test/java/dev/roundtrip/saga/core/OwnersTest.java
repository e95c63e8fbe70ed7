package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many owners in a row a saga has worn out: those that began attempts and were gone before they heard of any. */
class OwnersTest {
    private static void assertUnanswered(int owners, Story story) {
        assertEquals(owners, story.saga().unansweredOwners(), () -> "in " + story.history());
    }

    @Test
    void areCountedWhileNoneHearsAnything() {
        var story = Story.of(TRIP).starts();
        assertUnanswered(1, story);
        for (int owner = 2; owner < 6; owner++) {
            assertUnanswered(owner, story.isAdopted());
        }
    }

    @Test
    void areForgottenAtTheFirstThingHeardWhateverItIs() {
        assertUnanswered(0, Story.of(TRIP).starts().isAdopted().isAdopted().hears(noAnswer("flight")));
        assertUnanswered(0, Story.of(TRIP).starts().isAdopted().isAdopted().hears(confirmed("flight")));
    }

    @Test
    void doNotCountWhenTheyHeardSomethingHoweverMuchWasStillOut() {
        var story = Story.of(TRIP).starts().hears(confirmed("flight")).calls("hotel", "car");
        assertUnanswered(0, story);
        assertUnanswered(1, story.isAdopted().calls("hotel 2", "car 2"));
        assertUnanswered(0, story.hears(confirmed("hotel")));
        assertUnanswered(1, story.isAdopted().calls("car 3"));
    }

    @Test
    void doNotCountWhenTheyBeganNothing() {
        var story = Story.of(TRIP).starts().hears(noAnswer("flight"));
        assertUnanswered(0, story.at(0.5).isAdopted().callsNothing());
        assertUnanswered(0, story.isAdopted().callsNothing());
        assertUnanswered(1, story.at(1).looksAtTheClock().calls("flight 2"));
    }

    @Test
    void areNotMoreForAWishFromElsewhere() {
        assertUnanswered(1, Story.of(TRIP).starts().isCancelledElsewhere());
        assertUnanswered(0, Story.of(TRIP).starts().hears(confirmed("flight")).isCancelledElsewhere());
        assertUnanswered(2, Story.of(TRIP).starts().isCancelledElsewhere().isAdopted());
    }

    @Test
    void areForgottenWhenTheSagaIsLetOutOfQuarantine() {
        var story = Story.of(TRIP).starts().isAdopted().isAdopted();
        assertUnanswered(3, story);
        assertUnanswered(1, story.isReleased().calls("flight 4"));
        assertUnanswered(0, story.isPaused().isReleased().callsNothing());
    }

    @Test
    void areForgottenWhenAnOperatorHasAStepTriedAgainOrVouchesForIt() {
        assertUnanswered(
                1,
                Story.of(TRIP)
                        .starts()
                        .isAdopted()
                        .isAdopted()
                        .isToTryAgain("flight")
                        .calls("flight 4"));
        assertUnanswered(0, Story.of(TRIP).starts().isAdopted().isAdopted().takesTheWordFor("flight"));
    }

    @Test
    void areCountedOnTheWayBackAsOnTheWayForward() {
        var story = Scenes.cancelledWithAllThreeToUndo().isAdopted();
        assertUnanswered(1, story);
        assertUnanswered(2, story.isAdopted());
        assertUnanswered(0, story.hears(Told.undoUnanswered("hotel")));
        assertUnanswered(0, Scenes.cancelledWhilePaymentIsOut());
        assertUnanswered(1, Scenes.cancelledWhilePaymentIsOut().isAdopted().closes("payment 2"));
    }

    @Test
    void areNotMoreWhileTheyHearAnswersBetweenOneCrashAndTheNext() {
        var story = Story.of(Sagas.ORDER).starts();
        for (var step : List.of("stock", "payment")) {
            story.hears(confirmed(step)).isAdopted();
            assertUnanswered(1, story);
        }
    }
}
