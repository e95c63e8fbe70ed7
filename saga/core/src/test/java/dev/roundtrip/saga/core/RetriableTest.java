package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STUCK;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_UNKNOWN;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.SALE;
import static dev.roundtrip.saga.core.Scenes.paid;
import static dev.roundtrip.saga.core.Told.accepted;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.invalid;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.superseded;

import org.junit.jupiter.api.Test;

/** What comes after the pivot is tried until it succeeds: there is no other way to go. */
class RetriableTest {
    @Test
    void aNoIsAFaultThatSomeoneHasToLookAtAndItGoesOn() {
        paid().hears(rejected("shipping", "NO_SUCH_STREET"))
                .records(STEP_UNKNOWN, STEP_STUCK)
                .callsNothing()
                .has("shipping", StepStatus.RUNNING)
                .shows("shipping", true)
                .hasNotTurned()
                .wakesAt(8)
                .at(8)
                .looksAtTheClock()
                .calls("shipping 2");
    }

    @Test
    void beingSupersededIsOneToo() {
        paid().hears(superseded("shipping"))
                .records(STEP_UNKNOWN, STEP_STUCK)
                .shows("shipping", true)
                .is(RUNNING)
                .wakesAt(8)
                .at(8)
                .looksAtTheClock()
                .calls("shipping 2");
    }

    @Test
    void soIsACallThatIsWrong() {
        paid().hears(invalid("shipping"))
                .records(STEP_UNKNOWN, STEP_STUCK)
                .shows("shipping", true)
                .is(RUNNING)
                .wakesAt(8)
                .at(8)
                .looksAtTheClock()
                .calls("shipping 2");
    }

    @Test
    void aMisconfiguredCallIsNotHurriedAndNotStuckYet() {
        paid().hears(misconfigured("shipping"))
                .records(STEP_UNKNOWN)
                .shows("shipping", false)
                .wakesAt(8);
    }

    @Test
    void itGoesOnForeverAtTheCappedDelayAndShowsAsStuckAfterATime() {
        paid().hears(noAnswer("shipping"))
                .wakesAt(1)
                .at(1)
                .looksAtTheClock()
                .hears(noAnswer("shipping"))
                .wakesAt(3)
                .at(3)
                .looksAtTheClock()
                .calls("shipping 3")
                .hears(noAnswer("shipping"))
                .records(STEP_UNKNOWN)
                .wakesAt(7)
                .at(7)
                .looksAtTheClock()
                .calls("shipping 4")
                .at(9.999999)
                .hears(noAnswer("shipping"))
                .records(STEP_UNKNOWN)
                .shows("shipping", false)
                .at(100)
                .looksAtTheClock()
                .records(STEP_STARTED)
                .calls("shipping 5")
                .hears(noAnswer("shipping"))
                .records(STEP_UNKNOWN, STEP_STUCK)
                .shows("shipping", true)
                .wakesAt(108)
                .at(108)
                .looksAtTheClock()
                .records()
                .calls("shipping 6")
                .hears(noAnswer("shipping"))
                .records()
                .wakesAt(116)
                .at(116)
                .looksAtTheClock()
                .calls("shipping 7")
                .hears(confirmed("shipping"))
                .records(STEP_SUCCEEDED)
                .shows("shipping", false)
                .hears(confirmed("invoice"))
                .is(COMPLETED)
                .hasNotTurned();
    }

    @Test
    void itDoesNotHoldUpTheOther() {
        paid().hears(invalid("shipping"))
                .hears(confirmed("invoice"))
                .has("invoice", StepStatus.SUCCEEDED)
                .is(RUNNING)
                .wakesAt(8);
    }

    @Test
    void anOlderAttemptCountsWhenItWorkedAndOnlyThen() {
        paid().hears(noAnswer("shipping"))
                .ignores(rejected("shipping", "NO_SUCH_STREET"), superseded("shipping"), invalid("shipping"))
                .at(1)
                .looksAtTheClock()
                .calls("shipping 2")
                .ignores(
                        rejected("shipping", "NO_SUCH_STREET").toAttempt(1),
                        superseded("shipping").toAttempt(1),
                        invalid("shipping").toAttempt(1),
                        accepted("shipping").toAttempt(1))
                .hears(confirmed("shipping").toAttempt(1))
                .has("shipping", StepStatus.SUCCEEDED);
    }

    @Test
    void itMayBeLeftOut() {
        Story.of(SALE)
                .without("shipping")
                .starts()
                .hears(confirmed("stock"))
                .hears(confirmed("payment"))
                .calls("invoice")
                .hears(confirmed("invoice"))
                .is(COMPLETED);
    }

    @Test
    void itMayBeAllThatIsLeftToDoWhenNothingElseIsWanted() {
        Story.of(SALE)
                .without("stock", "shipping", "invoice")
                .starts()
                .records(SAGA_STARTED, STEP_STARTED)
                .calls("payment")
                .hears(confirmed("payment"))
                .is(COMPLETED);
    }
}
