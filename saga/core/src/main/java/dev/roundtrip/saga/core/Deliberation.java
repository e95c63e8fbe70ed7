package dev.roundtrip.saga.core;

import java.time.Duration;
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

    /** An attempt, or the failure of one. That a stuck step goes on failing is not worth recording for ever. */
    private void recordUnlessQuiet(SagaEvent.StepEvent event) {
        if (saga.step(event.step()).attempts().quiet()) {
            saga = saga.foldUnrecorded(event);
        } else {
            record(event);
        }
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
            case CLOSE -> {
                if (saga.isClosing(answer.step())) {
                    closed(answer, step);
                }
            }
            case COMPENSATION -> {
                if (step.status() == StepStatus.COMPENSATING && step.attempt() > 0) {
                    backward(answer, step);
                }
            }
        }
    }

    /** What a late answer settles is settled, also while a pivot is being closed; what it leaves open is not heeded then. */
    private void forward(Signal.Answered answer, StepState step) {
        var name = answer.step();
        boolean awaited = step.awaitsAnswer() && step.attempt() == answer.attempt() && !saga.isClosing(name);
        switch (answer.outcome()) {
            case Outcome.Confirmed confirmed -> record(new SagaEvent.StepSucceeded(now, name, confirmed.answer()));
            case Outcome.Rejected rejected -> rejected(answer, rejected, awaited);
            case Outcome.Superseded superseded -> superseded(answer, awaited);
            case Outcome.Accepted accepted -> {
                if (awaited) {
                    accepted(name, step, saga.definition().step(name).kind() == StepKind.RETRIABLE);
                }
            }
            case Outcome.Unknown unknown -> {
                if (awaited) {
                    unknown(name, step, unknown.fault());
                }
            }
        }
    }

    private void rejected(Signal.Answered answer, Outcome.Rejected rejected, boolean awaited) {
        var name = answer.step();
        switch (saga.definition().step(name).kind()) {
            case COMPENSATABLE, PIVOT ->
                record(new SagaEvent.StepRejected(now, name, rejected.reason(), rejected.message()));
            // Past the pivot there is no way back, so a no is a fault that someone has to look at.
            case RETRIABLE -> {
                if (awaited) {
                    unknown(name, saga.step(name), new Fault(Fault.Kind.PERMANENT, rejected.message()));
                }
            }
        }
    }

    private void superseded(Signal.Answered answer, boolean awaited) {
        var name = answer.step();
        var message = "The " + name + " was cancelled at its service by someone else.";
        switch (saga.definition().step(name).kind()) {
            case COMPENSATABLE -> failure = Optional.of(new Cause(name, Cause.SUPERSEDED, message));
            case PIVOT -> {
                record(new SagaEvent.StepClosed(now, name));
                failure = Optional.of(new Cause(name, Cause.SUPERSEDED, message));
            }
            case RETRIABLE -> {
                if (awaited) {
                    unknown(name, saga.step(name), new Fault(Fault.Kind.PERMANENT, message));
                }
            }
        }
    }

    /**
     * On record, since what showed as stuck doesn't any more; but not over and over: an answer that was promised so often shows as
     * stuck where nothing else would end the wait.
     */
    private void accepted(String name, StepState step, boolean mustSucceed) {
        var again = now.plus(saga.definition().step(name).askAgainAfter()).truncatedTo(ChronoUnit.MICROS);
        var event = new SagaEvent.StepAccepted(now, name, step.attempt(), again);
        if (step.attempts().takenUpOften()) {
            recordUnlessQuiet(event);
        } else {
            record(event);
        }
        var after = saga.step(name);
        if (mustSucceed && after.attempts().takenUpOften() && !after.stuck()) {
            record(new SagaEvent.StepStuck(now, name));
        }
    }

    private void unknown(String name, StepState step, Fault fault) {
        var definition = saga.definition().step(name);
        var retryAt = retryAt(definition.retry().backoff(), step, name, fault);
        recordUnlessQuiet(new SagaEvent.StepUnknown(now, name, step.attempt(), fault, retryAt));
        if (definition.kind() == StepKind.RETRIABLE) {
            showIfStuck(name, step, fault);
            return;
        }
        boolean giveUp = step.attempts().counted() >= definition.retry().attempts() || isTooLate(name, step, retryAt);
        switch (fault.kind()) {
            case PERMANENT -> failure = Optional.of(new Cause(name, Cause.REFUSED_AS_INVALID, fault.message()));
            case TRANSIENT, MISCONFIGURED -> {
                if (giveUp) {
                    failure = Optional.of(new Cause(name, Cause.NO_ANSWER, fault.message()));
                }
            }
        }
    }

    private boolean isTooLate(String name, StepState step, Instant attempt) {
        var limit = saga.definition().step(name).retry().totalTime();
        return tried(step, attempt).compareTo(limit) > 0;
    }

    /** A limit may be as good as for ever, so it isn't added to a time. */
    private static Duration tried(StepState step, Instant until) {
        return Duration.between(step.attempts().firstAt().orElse(until), until);
    }

    private void closed(Signal.Answered answer, StepState step) {
        var name = answer.step();
        switch (answer.outcome()) {
            case Outcome.Confirmed confirmed -> record(new SagaEvent.StepSucceeded(now, name, confirmed.answer()));
            case Outcome.Rejected rejected ->
                record(new SagaEvent.StepRejected(now, name, rejected.reason(), rejected.message()));
            case Outcome.Superseded superseded -> record(new SagaEvent.StepClosed(now, name));
            case Outcome.Accepted accepted ->
                stillOpen(answer, step, new Fault(Fault.Kind.PERMANENT, "A close is answered at once or not at all."));
            case Outcome.Unknown unknown -> stillOpen(answer, step, unknown.fault());
        }
    }

    private void stillOpen(Signal.Answered answer, StepState step, Fault fault) {
        if (step.awaitsAnswer() && step.attempt() == answer.attempt()) {
            var name = answer.step();
            var retryAt = retryAt(saga.definition().step(name).compensationBackoff(), step, name, fault);
            recordUnlessQuiet(new SagaEvent.StepCloseUnknown(now, name, step.attempt(), fault, retryAt));
            showIfStuck(name, step, fault);
        }
    }

    private void backward(Signal.Answered answer, StepState step) {
        var name = answer.step();
        boolean awaited = step.awaitsAnswer() && step.attempt() == answer.attempt();
        switch (answer.outcome()) {
            // A cancel that finds the step cancelled already is as good as one that cancels it.
            case Outcome.Confirmed confirmed -> record(new SagaEvent.StepCompensated(now, name));
            case Outcome.Superseded superseded -> record(new SagaEvent.StepCompensated(now, name));
            // No contract lets a participant refuse a compensation: someone has to look, and meanwhile it goes on.
            case Outcome.Rejected rejected -> {
                if (awaited) {
                    stillThere(name, step, new Fault(Fault.Kind.PERMANENT, rejected.message()));
                }
            }
            case Outcome.Accepted accepted -> {
                if (awaited) {
                    accepted(name, step, true);
                }
            }
            case Outcome.Unknown unknown -> {
                if (awaited) {
                    stillThere(name, step, unknown.fault());
                }
            }
        }
    }

    private void stillThere(String name, StepState step, Fault fault) {
        var retryAt = retryAt(saga.definition().step(name).compensationBackoff(), step, name, fault);
        recordUnlessQuiet(new SagaEvent.StepCompensationUnknown(now, name, step.attempt(), fault, retryAt));
        showIfStuck(name, step, fault);
    }

    /** What must succeed goes on being tried; after a time, or when trying can't help, a person should know. */
    private void showIfStuck(String name, StepState step, Fault fault) {
        var limit = saga.definition().step(name).stuckAfter();
        boolean overdue = tried(step, now).compareTo(limit) >= 0;
        if (!step.stuck() && (overdue || fault.kind() == Fault.Kind.PERMANENT)) {
            record(new SagaEvent.StepStuck(now, name));
        }
    }

    /** To the microsecond, as every time in an event: what is stored and what is in memory must be the same. */
    private Instant retryAt(Backoff backoff, StepState step, String name, Fault fault) {
        var delay =
                switch (fault.kind()) {
                    case TRANSIENT -> backoff.after(step.attempts().counted(), saga.id(), name);
                    case PERMANENT, MISCONFIGURED -> backoff.maxDelay();
                };
        return now.plus(delay).truncatedTo(ChronoUnit.MICROS);
    }

    void cancel(Signal.Cancel cancel) {
        switch (OutsideWorld.wish(saga, cancel, now)) {
            case Ruling.Recorded wish -> record(wish.event());
            case Ruling.Moot moot -> {}
            case Ruling.Refused refused -> {}
        }
    }

    void adopt(Signal.Adopt adopt) {
        record(new SagaEvent.Adopted(now, adopt.node(), adopt.from()));
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
        if (saga.pivotPassed()) {
            return;
        }
        if (!saga.pivotUndecided()) {
            cause().ifPresent(cause -> record(new SagaEvent.CompensationStarted(now, cause, toBeCovered())));
        } else if (saga.closing().isEmpty()) {
            cause().ifPresent(cause -> record(new SagaEvent.PivotClosing(now, cause)));
        }
    }

    /** Why it should turn back: the first reason there was. */
    private Optional<Cause> cause() {
        return saga.closing()
                .or(saga::refusal)
                .or(() -> failure)
                .or(this::overtime)
                .or(saga::force)
                .or(this::cancelled)
                .or(this::deadlinePassed);
    }

    private Optional<Cause> cancelled() {
        return saga.cancelRequest().map(message -> new Cause("", Cause.CANCELLED, message));
    }

    private Optional<Cause> deadlinePassed() {
        boolean passed = saga.pausedAt().isEmpty() && !allDone() && !now.isBefore(saga.deadline());
        return passed
                ? Optional.of(new Cause("", Cause.DEADLINE_EXCEEDED, "It was not done by " + saga.deadline() + "."))
                : Optional.empty();
    }

    /** An attempt that is due, but so late that it may not start any more. */
    private Optional<Cause> overtime() {
        if (saga.pausedAt().isPresent()) {
            return Optional.empty();
        }
        // None of the steps is retriable: those start when the pivot has passed, and then nothing turns any more.
        for (var definition : saga.definition().steps()) {
            var name = definition.name();
            var step = saga.step(name);
            if (step.status() == StepStatus.RUNNING && step.isDue(now) && isTooLate(name, step, now)) {
                return Optional.of(new Cause(name, Cause.NO_ANSWER, "Its time for being tried was over."));
            }
        }
        return Optional.empty();
    }

    private Set<String> toBeCovered() {
        var covered = new LinkedHashSet<String>();
        for (var definition : saga.definition().steps()) {
            boolean mayHaveHappened =
                    switch (saga.step(definition.name()).status()) {
                        case RUNNING, SUCCEEDED, COMPENSATING -> true;
                        // The one before may have started it and died before it wrote that down.
                        case PENDING -> saga.adopted();
                        case REJECTED, COMPENSATED, SKIPPED -> false;
                    };
            // A pivot doesn't start before that is on record, and nothing after it starts before it has passed.
            if (mayHaveHappened && definition.kind() == StepKind.COMPENSATABLE) {
                covered.add(definition.name());
            }
        }
        return covered;
    }

    private boolean allDone() {
        for (var step : saga.steps().values()) {
            if (!step.status().isDone()) {
                return false;
            }
        }
        return true;
    }

    private void goForward() {
        if (allDone()) {
            record(saga.doneByHand() ? new SagaEvent.SagaClosed(now) : new SagaEvent.SagaCompleted(now));
            return;
        }
        if (saga.pausedAt().isPresent()) {
            return;
        }
        for (var definition : saga.definition().steps()) {
            var step = saga.step(definition.name());
            if (saga.isClosing(definition.name())) {
                if (step.attempt() == 0 || step.isDue(now)) {
                    close(definition.name(), step.attempt() + 1);
                }
            } else if (isReady(definition, step) || (step.status() == StepStatus.RUNNING && step.isDue(now))) {
                attempt(definition.name(), step.attempt() + 1);
            }
        }
    }

    private boolean isReady(StepDefinition definition, StepState step) {
        return step.status() == StepStatus.PENDING && dependenciesDone(definition);
    }

    /** All of them, directly or over others: a step on the far side of one that is skipped still waits for its turn. */
    private boolean dependenciesDone(StepDefinition definition) {
        for (var dependency : saga.definition().dependenciesOf(definition.name())) {
            if (!saga.step(dependency).status().isDone()) {
                return false;
            }
        }
        return true;
    }

    private void attempt(String name, int number) {
        recordUnlessQuiet(new SagaEvent.StepStarted(now, name, number));
        calls.add(new Call(name, Direction.FORWARD, number));
    }

    private void close(String name, int number) {
        recordUnlessQuiet(new SagaEvent.StepCloseStarted(now, name, number));
        calls.add(new Call(name, Direction.CLOSE, number));
    }

    private void goBack() {
        if (stepsToUndo().findAny().isEmpty()) {
            record(saga.doneByHand() ? new SagaEvent.SagaClosed(now) : new SagaEvent.SagaCompensated(now));
            return;
        }
        if (saga.pausedAt().isPresent()) {
            return;
        }
        for (var name : stepsToUndo().toList()) {
            var step = saga.step(name);
            boolean first = step.attempt() == 0 && dependentsUndone(name);
            if (first || step.isDue(now)) {
                int attempt = step.attempt() + 1;
                recordUnlessQuiet(new SagaEvent.StepCompensationStarted(now, name, attempt));
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
        if (saga.status().isFinal() || saga.pausedAt().isPresent()) {
            return Optional.empty();
        }
        boolean mayTurn = saga.status() == SagaStatus.RUNNING
                && !saga.pivotPassed()
                && saga.closing().isEmpty();
        var first = mayTurn ? Optional.of(saga.deadline()) : Optional.<Instant>empty();
        for (var step : saga.steps().values()) {
            first = earlier(first, step.attempts().nextAt());
        }
        return first;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return other.get().isBefore(one.get()) ? other : one;
    }
}
