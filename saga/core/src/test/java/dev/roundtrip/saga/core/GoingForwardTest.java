package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_COMPLETED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.SAGA_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Told.confirmed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a saga goes forward: each step when its turn has come. */
class GoingForwardTest {
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
