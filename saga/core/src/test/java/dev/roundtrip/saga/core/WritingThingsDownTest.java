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
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_RETRIED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_STARTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_SUCCEEDED;
import static dev.roundtrip.saga.core.Sagas.PATIENT_SALE;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Scenes.bookedUpToTheFlight;
import static dev.roundtrip.saga.core.Scenes.cancelledWithAllThreeToUndo;
import static dev.roundtrip.saga.core.Told.closeUnanswered;
import static dev.roundtrip.saga.core.Told.closedForGood;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.misconfigured;
import static dev.roundtrip.saga.core.Told.noAnswer;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.undoMisconfigured;
import static dev.roundtrip.saga.core.Told.undoUnanswered;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What waits for a commit, and when a saga wakes up. */
class WritingThingsDownTest {
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
        void isForARetryAfterTheWaitThatItsDirectionHas() {
            var sale = Story.of(PATIENT_SALE).starts().hears(noAnswer("stock")).wakesAt(1);
            sale.at(1).looksAtTheClock().hears(confirmed("stock")).calls("payment");
            sale.isCancelled()
                    .closes("payment")
                    .hears(closeUnanswered("payment"))
                    .wakesAt(4);
            sale.at(4).looksAtTheClock().hears(closedForGood("payment")).undoes("stock");
            sale.hears(undoUnanswered("stock")).wakesAt(7);

            Story.of(PATIENT_SALE)
                    .starts()
                    .hears(confirmed("stock"))
                    .hears(confirmed("payment"))
                    .hears(noAnswer("shipping"))
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
}
