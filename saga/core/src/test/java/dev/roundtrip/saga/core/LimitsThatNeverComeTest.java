package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever wants a step to be tried without a limit of time says so by the longest time there is. */
class LimitsThatNeverComeTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Outcome UNHEARD = new Outcome.Unknown(new Fault(Fault.Kind.TRANSIENT, "No answer."));

    private final Definition definition = new Definition(
            "trip",
            1,
            Duration.ofMinutes(1),
            List.of(new StepDefinition(
                    "flight",
                    StepKind.COMPENSATABLE,
                    Set.of(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    new RetryPolicy(Sagas.BACKOFF, 3, FOREVER),
                    Sagas.BACKOFF,
                    FOREVER)));

    private Saga after(Saga saga, Signal signal) {
        return SagaMachine.decide(saga, signal, NOW).after();
    }

    @Test
    void areNoneToTheAttemptsAndNeverShowAsStuck() {
        var saga = SagaMachine.start(UUID.randomUUID(), definition, Payload.empty(), Set.of(), NOW)
                .after();
        saga = after(saga, new Signal.Answered("flight", Direction.FORWARD, 1, UNHEARD));
        assertEquals(SagaStatus.RUNNING, saga.status());
        saga = after(saga, new Signal.Cancel("Enough."));
        saga = after(saga, new Signal.Answered("flight", Direction.COMPENSATION, 1, UNHEARD));
        assertEquals(SagaStatus.COMPENSATING, saga.status());
        assertFalse(saga.stuck());
    }
}
