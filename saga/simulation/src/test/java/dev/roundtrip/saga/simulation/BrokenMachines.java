package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Call;
import dev.roundtrip.saga.core.Decision;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.core.StepState;
import dev.roundtrip.saga.core.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** Machines that are wrong on purpose: each decides as the real one does, but for one thing. */
final class BrokenMachines {
    private BrokenMachines() {}

    /** A step that was under way when another failed is taken for undone, without being asked for it. */
    static Decision siblingForgotten(Saga saga, Signal signal, Instant now) {
        return turningOtherwise(saga, signal, now, turn -> {
            var events = new ArrayList<SagaEvent>();
            events.add(turn);
            for (var step : turn.covered()) {
                boolean isSibling =
                        saga.step(step).awaitsAnswer() && !turn.cause().step().equals(step);
                if (isSibling) {
                    events.add(new SagaEvent.StepCompensated(turn.at(), step));
                }
            }
            return events;
        });
    }

    /** After an adoption, only what is on record is covered, though the one before may have done more. */
    static Decision pendingNotCovered(Saga saga, Signal signal, Instant now) {
        return turningOtherwise(saga, signal, now, turn -> {
            var covered = new LinkedHashSet<>(turn.covered());
            covered.removeIf(step -> saga.step(step).status() == StepStatus.PENDING);
            return List.of(new SagaEvent.CompensationStarted(turn.at(), turn.cause(), covered));
        });
    }

    private interface OtherTurn {
        List<SagaEvent> insteadOf(SagaEvent.CompensationStarted turn);
    }

    private static Decision turningOtherwise(Saga saga, Signal signal, Instant now, OtherTurn other) {
        var decision = SagaMachine.decide(saga, signal, now);
        var events = new ArrayList<SagaEvent>();
        for (var event : decision.events()) {
            if (event instanceof SagaEvent.CompensationStarted turn) {
                events.addAll(other.insteadOf(turn));
                return goingOn(saga, events, now);
            }
            events.add(event);
        }
        return decision;
    }

    private static Decision goingOn(Saga saga, List<SagaEvent> events, Instant now) {
        var then = SagaMachine.decide(folded(saga, events), new Signal.TimePassed(), now);
        return new Decision(
                then.after(),
                Stream.concat(events.stream(), then.events().stream()).toList(),
                then.calls(),
                then.wakeAt());
    }

    private static Saga folded(Saga saga, List<SagaEvent> events) {
        var after = saga;
        for (var event : events) {
            after = after.fold(event);
        }
        return after;
    }

    /** A step is undone before those that depend on it. */
    static Decision forwardOrder(Saga saga, Signal signal, Instant now) {
        var decision = SagaMachine.decide(saga, signal, now);
        if (decision.after().status() != SagaStatus.COMPENSATING) {
            return decision;
        }
        var events = new ArrayList<>(decision.events());
        var calls = new ArrayList<>(decision.calls());
        events.removeIf(event -> event instanceof SagaEvent.StepCompensationStarted first && first.attempt() == 1);
        calls.removeIf(call -> call.direction() == Direction.COMPENSATION && call.attempt() == 1);
        var after = folded(saga, events);
        for (var step : readyInForwardOrder(after)) {
            var started = new SagaEvent.StepCompensationStarted(now, step, 1);
            events.add(started);
            calls.add(new Call(step, Direction.COMPENSATION, 1));
            after = after.fold(started);
        }
        var wakeAt = after.steps().values().stream()
                .flatMap(step -> step.attempts().nextAt().stream())
                .min(Instant::compareTo);
        return new Decision(after, events, calls, wakeAt);
    }

    private static List<String> readyInForwardOrder(Saga saga) {
        return saga.steps().keySet().stream()
                .filter(step -> isWaiting(saga.step(step)))
                .filter(step -> saga.steps().keySet().stream()
                        .filter(other -> saga.definition().dependentsOf(other).contains(step))
                        .noneMatch(other -> saga.step(other).status() == StepStatus.COMPENSATING))
                .toList();
    }

    private static boolean isWaiting(StepState step) {
        return step.status() == StepStatus.COMPENSATING && step.attempt() == 0;
    }
}
