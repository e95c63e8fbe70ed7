package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a signal: facts to record, then calls to make.
 *
 * @param after the saga with the facts folded in
 * @param events the facts, in order; empty when the signal came too late or changed nothing worth recording
 * @param calls what to attempt once every durable fact up to here is committed
 * @param wakeAt when to come back with {@link Signal.TimePassed}, if nothing is heard before
 */
public record Decision(Saga after, List<SagaEvent> events, List<Call> calls, Optional<Instant> wakeAt) {
    public Decision {
        events = List.copyOf(events);
        calls = List.copyOf(calls);
    }

    /** Whether the calls have to wait for a commit. */
    public boolean durable() {
        for (var event : events) {
            if (event.kind().durable() || isIntentOfPivot(event)) {
                return true;
            }
        }
        return false;
    }

    /** A pivot that may have happened must never be forgotten: there is no compensation that would make up for it. */
    private boolean isIntentOfPivot(SagaEvent event) {
        return event instanceof SagaEvent.StepStarted started
                && started.attempt() == 1
                && after.definition().step(started.step()).kind() == StepKind.PIVOT;
    }
}
