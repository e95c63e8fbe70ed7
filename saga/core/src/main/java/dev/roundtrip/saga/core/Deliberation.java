package dev.roundtrip.saga.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A decision in the making: records facts, folds each in at once, and asks what follows. */
final class Deliberation {
    private final Instant now;
    private final List<SagaEvent> events = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private Saga saga;
    private Optional<Cause> failure = Optional.empty();

    Deliberation(Saga saga, Instant now) {
        this.saga = saga;
        this.now = now;
    }

    Deliberation(Saga saga, SagaEvent first, Instant now) {
        this(saga, now);
        events.add(first);
    }

    Decision decision() {
        return new Decision(saga, events, calls, wakeAt());
    }

    private void record(SagaEvent event) {
        saga = saga.fold(event);
        events.add(event);
    }

    // ---- what was heard

    void answered(Signal.Answered answer) {
        var step = saga.step(answer.step());
        switch (answer.direction()) {
            case FORWARD -> {
                if (saga.status() == SagaStatus.RUNNING && step.status() == StepStatus.RUNNING) {
                    forward(answer, step);
                }
            }
            case COMPENSATION -> {
                if (step.status() == StepStatus.COMPENSATING && step.attempt() > 0) {
                    backward(answer, step);
                }
            }
        }
    }

    private void forward(Signal.Answered answer, StepState step) {
        var name = answer.step();
        switch (answer.outcome()) {
            case Outcome.Confirmed confirmed -> record(new SagaEvent.StepSucceeded(now, name, confirmed.answer()));
            case Outcome.Rejected rejected -> {
                record(new SagaEvent.StepRejected(now, name, rejected.reason(), rejected.message()));
                failure = Optional.of(new Cause(name, rejected.reason(), rejected.message()));
            }
            case Outcome.Superseded superseded ->
                failure = Optional.of(new Cause(
                        name, Cause.SUPERSEDED, "The " + name + " was cancelled at its service by someone else."));
            case Outcome.Unknown unknown -> {
                if (step.awaitsAnswer() && step.attempt() == answer.attempt()) {
                    unknown(name, step, unknown.fault());
                }
            }
        }
    }

    private void unknown(String name, StepState step, Fault fault) {
        var policy = saga.definition().step(name).retry();
        var retryAt = retryAt(policy.backoff(), step.attempt(), name, fault);
        record(new SagaEvent.StepUnknown(now, name, step.attempt(), fault, retryAt));
        boolean giveUp = step.attempt() >= policy.attempts()
                || retryAt.isAfter(step.firstAttemptAt().orElse(now).plus(policy.totalTime()));
        switch (fault.kind()) {
            case PERMANENT -> failure = Optional.of(new Cause(name, Cause.REFUSED_AS_INVALID, fault.message()));
            case TRANSIENT, MISCONFIGURED -> {
                if (giveUp) {
                    failure = Optional.of(new Cause(name, Cause.NO_ANSWER, fault.message()));
                }
            }
        }
    }

    private void backward(Signal.Answered answer, StepState step) {
        var name = answer.step();
        switch (answer.outcome()) {
            // A cancel that finds the step cancelled already is as good as one that cancels it.
            case Outcome.Confirmed confirmed -> record(new SagaEvent.StepCompensated(now, name));
            case Outcome.Superseded superseded -> record(new SagaEvent.StepCompensated(now, name));
            // No contract lets a participant refuse a compensation: someone has to look, and meanwhile it goes on.
            case Outcome.Rejected rejected ->
                stillUnknown(answer, step, new Fault(Fault.Kind.PERMANENT, rejected.message()));
            case Outcome.Unknown unknown -> stillUnknown(answer, step, unknown.fault());
        }
    }

    private void stillUnknown(Signal.Answered answer, StepState step, Fault fault) {
        if (!step.awaitsAnswer() || step.attempt() != answer.attempt()) {
            return;
        }
        var name = answer.step();
        var definition = saga.definition().step(name);
        var retryAt = retryAt(definition.compensationBackoff(), step.attempt(), name, fault);
        record(new SagaEvent.StepCompensationUnknown(now, name, step.attempt(), fault, retryAt));
        boolean overdue = !now.isBefore(step.firstAttemptAt().orElse(now).plus(definition.stuckAfter()));
        if (!step.stuck() && (overdue || fault.kind() == Fault.Kind.PERMANENT)) {
            record(new SagaEvent.StepStuck(now, name));
        }
    }

    /** As fine as the journal keeps it, and as {@code now} is: else an alarm set for it would find it not yet due. */
    private Instant retryAt(Backoff backoff, int attempt, String step, Fault fault) {
        var delay =
                switch (fault.kind()) {
                    case TRANSIENT -> backoff.after(attempt, saga.id(), step);
                    case PERMANENT, MISCONFIGURED -> backoff.maxDelay();
                };
        return now.plus(delay).truncatedTo(ChronoUnit.MICROS);
    }

    void cancel(Signal.Cancel cancel) {
        SagaMachine.wish(saga, cancel, now).ifPresent(this::record);
    }

    void adopt(Signal.Adopt adopt) {
        record(new SagaEvent.Adopted(now, adopt.node()));
    }

    // ---- what follows

    void advance() {
        if (saga.status() == SagaStatus.RUNNING) {
            turnBackIfNeeded();
        }
        if (saga.status() == SagaStatus.RUNNING) {
            goForward();
        } else if (saga.status() == SagaStatus.COMPENSATING) {
            goBack();
        }
    }

    private void turnBackIfNeeded() {
        cause().ifPresent(cause -> record(new SagaEvent.CompensationStarted(now, cause, toBeCovered())));
    }

    private Optional<Cause> cause() {
        if (failure.isPresent()) {
            return failure;
        }
        if (saga.cancelRequest().isPresent()) {
            return Optional.of(
                    new Cause("", Cause.CANCELLED, saga.cancelRequest().get()));
        }
        if (!allDone() && !now.isBefore(saga.deadline())) {
            return Optional.of(new Cause("", Cause.DEADLINE_EXCEEDED, "It was not done by " + saga.deadline() + "."));
        }
        return Optional.empty();
    }

    private Set<String> toBeCovered() {
        var covered = new LinkedHashSet<String>();
        saga.steps().forEach((name, step) -> {
            boolean mayHaveHappened =
                    switch (step.status()) {
                        case RUNNING, SUCCEEDED, COMPENSATING -> true;
                        // The one before may have started it and died before it wrote that down.
                        case PENDING -> saga.adopted();
                        case REJECTED, COMPENSATED, SKIPPED -> false;
                    };
            if (mayHaveHappened) {
                covered.add(name);
            }
        });
        return covered;
    }

    private boolean allDone() {
        return saga.steps().values().stream().allMatch(step -> step.status().letsDependentsStart());
    }

    private void goForward() {
        if (allDone()) {
            record(new SagaEvent.SagaCompleted(now));
            return;
        }
        for (var definition : saga.definition().steps()) {
            var step = saga.step(definition.name());
            boolean ready = step.status() == StepStatus.PENDING && dependenciesDone(definition);
            boolean again = step.status() == StepStatus.RUNNING && step.isDue(now);
            if (ready || again) {
                int attempt = step.attempt() + 1;
                record(new SagaEvent.StepStarted(now, definition.name(), attempt));
                calls.add(new Call(definition.name(), Direction.FORWARD, attempt));
            }
        }
    }

    private boolean dependenciesDone(StepDefinition definition) {
        return definition.dependsOn().stream()
                .allMatch(dependency -> saga.step(dependency).status().letsDependentsStart());
    }

    private void goBack() {
        if (stepsToUndo().findAny().isEmpty()) {
            record(new SagaEvent.SagaCompensated(now));
            return;
        }
        for (var name : stepsToUndo().toList()) {
            var step = saga.step(name);
            boolean first = step.attempt() == 0 && dependentsUndone(name);
            if (first || step.isDue(now)) {
                int attempt = step.attempt() + 1;
                record(new SagaEvent.StepCompensationStarted(now, name, attempt));
                calls.add(new Call(name, Direction.COMPENSATION, attempt));
            }
        }
    }

    private Stream<String> stepsToUndo() {
        return saga.definition().steps().stream()
                .map(StepDefinition::name)
                .filter(name -> saga.step(name).status() == StepStatus.COMPENSATING);
    }

    private boolean dependentsUndone(String name) {
        return saga.definition().dependentsOf(name).stream()
                .noneMatch(dependent -> saga.step(dependent).status() == StepStatus.COMPENSATING);
    }

    // ---- when to look again

    private Optional<Instant> wakeAt() {
        if (saga.status().isFinal()) {
            return Optional.empty();
        }
        var retries = saga.steps().values().stream().flatMap(step -> step.nextAttemptAt().stream());
        var deadline = saga.status() == SagaStatus.RUNNING ? Stream.of(saga.deadline()) : Stream.<Instant>empty();
        return Stream.concat(retries, deadline).min(Instant::compareTo);
    }
}
