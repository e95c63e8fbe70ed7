package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A saga's next state while an event is being folded in. */
final class SagaDraft {
    final UUID id;
    final Definition definition;
    final Payload request;
    final Instant startedAt;
    final long sequence;
    final SequencedMap<String, StepState> steps = new LinkedHashMap<>();
    SagaStatus status;
    Instant deadline;
    Optional<String> cancelRequest = Optional.empty();
    Optional<Cause> force = Optional.empty();
    Optional<Cause> refusal = Optional.empty();
    Optional<Cause> closing = Optional.empty();
    Optional<Instant> pausedAt = Optional.empty();
    boolean adopted;
    Owners owners = Owners.NONE;
    Optional<Cause> cause = Optional.empty();
    Optional<Instant> endedAt = Optional.empty();

    private SagaDraft(UUID id, Definition definition, SagaEvent.SagaStarted started) {
        this.id = id;
        this.definition = definition;
        this.status = SagaStatus.RUNNING;
        this.sequence = 1;
        this.request = started.request();
        this.startedAt = started.at();
        this.deadline = started.deadline();
    }

    /** A saga as its first event makes it. */
    static SagaDraft first(UUID id, Definition definition, SagaEvent.SagaStarted started) {
        var draft = new SagaDraft(id, definition, started);
        for (var step : definition.steps()) {
            draft.steps.put(step.name(), StepState.initial(started.skipped().contains(step.name())));
        }
        started.skipped().forEach(draft::leaveOut);
        return draft;
    }

    /** {@code saga}, to be changed by an event of that number. */
    SagaDraft(Saga saga, long sequence) {
        this.sequence = sequence;
        id = saga.id();
        definition = saga.definition();
        status = saga.status();
        request = saga.request();
        startedAt = saga.startedAt();
        deadline = saga.deadline();
        steps.putAll(saga.steps());
        cancelRequest = saga.cancelRequest();
        force = saga.force();
        refusal = saga.refusal();
        closing = saga.closing();
        pausedAt = saga.pausedAt();
        adopted = saga.adopted();
        owners = saga.owners();
        cause = saga.cause();
        endedAt = saga.endedAt();
    }

    /**
     * Folds {@code event} in.
     *
     * @throws ImpossibleEvent when this state does not allow it
     */
    void take(SagaEvent event) {
        status = Transitions.next(status, event.kind());
        switch (event) {
            case SagaEvent.SagaStarted e -> throw new ImpossibleEvent("a saga starts once");
            case SagaEvent.StepStarted e -> attempt(e, StepStatus.RUNNING, e.attempt());
            case SagaEvent.StepSucceeded e -> hear(e, step -> step.settled(StepStatus.SUCCEEDED, e.answer()));
            case SagaEvent.StepRejected e -> refuse(e);
            case SagaEvent.StepUnknown e -> fail(e, e.retryAt());
            case SagaEvent.StepAccepted e ->
                hear(e, step -> step.with(step.attempts().acceptedUntil(e.attempt(), e.retryAt())));
            case SagaEvent.CancelRequested e -> cancelRequest = Optional.of(e.message());
            case SagaEvent.PivotClosing e -> close(e);
            case SagaEvent.StepCloseStarted e -> attempt(e, StepStatus.RUNNING, e.attempt());
            case SagaEvent.StepCloseUnknown e -> fail(e, e.retryAt());
            case SagaEvent.StepClosed e -> hear(e, step -> step.settled(StepStatus.COMPENSATED, Payload.empty()));
            case SagaEvent.CompensationStarted e -> turn(e);
            case SagaEvent.StepCompensationStarted e -> attempt(e, StepStatus.COMPENSATING, e.attempt());
            case SagaEvent.StepCompensated e -> hear(e, step -> step.settled(StepStatus.COMPENSATED, Payload.empty()));
            case SagaEvent.StepCompensationUnknown e -> fail(e, e.retryAt());
            case SagaEvent.StepStuck e ->
                move(e, step -> step.with(step.attempts().showingStuck()));
            case SagaEvent.Adopted e -> adopt(e);
            case SagaEvent.SagaCompleted e -> end(e.at());
            case SagaEvent.SagaCompensated e -> end(e.at());
            case SagaEvent.SagaClosed e -> end(e.at());
            case SagaEvent.SagaPaused e -> pause(e);
            case SagaEvent.SagaResumed e -> resume(e);
            // Whoever is to answer for it is yet to come: it was nobody's while it was in quarantine.
            case SagaEvent.SagaReleased e -> owners = Owners.NONE;
            case SagaEvent.StepRetried e -> retry(e);
            case SagaEvent.StepDoneByHand e -> hear(e, step -> step.settledByHand(e.answer()));
            case SagaEvent.CompensationForced e ->
                force = Optional.of(
                        new Cause("", Cause.FORCED_BY_OPERATOR, e.note().toString()));
        }
    }

    private void move(SagaEvent.StepEvent event, UnaryOperator<StepState> change) {
        move(event.step(), event.kind(), change);
    }

    private void move(String step, SagaEvent.Kind event, UnaryOperator<StepState> change) {
        var before = known(step);
        var expected = Transitions.next(step, before.status(), event);
        var after = change.apply(before);
        if (after.status() != expected) {
            throw new ImpossibleEvent(
                    "step " + step + " must be " + expected + " after " + event + ", not " + after.status());
        }
        steps.put(step, after);
    }

    private StepState known(String step) {
        var state = steps.get(step);
        if (state == null) {
            throw new ImpossibleEvent(definition + " has no step '" + step + "'");
        }
        return state;
    }

    private void leaveOut(String step) {
        known(step);
        if (!definition.canDoWithout(step)) {
            throw new ImpossibleEvent(definition + " can't do without step " + step);
        }
    }

    private void attempt(SagaEvent.StepEvent event, StepStatus direction, int attempt) {
        owners = owners.attempting();
        move(event, step -> step.attempting(direction, attempt, event.at()));
    }

    /** A move that tells of an answer: the owner lives, and the participant too. */
    private void hear(SagaEvent.StepEvent event, UnaryOperator<StepState> change) {
        owners = owners.hearing();
        move(event, change);
    }

    private void fail(SagaEvent.StepEvent event, Instant retryAt) {
        hear(event, step -> step.with(step.attempts().failedUntil(retryAt)));
    }

    private void refuse(SagaEvent.StepRejected event) {
        hear(event, step -> step.settled(StepStatus.REJECTED, Payload.empty()));
        if (refusal.isEmpty()) {
            refusal = Optional.of(new Cause(event.step(), event.reason(), event.message()));
        }
    }

    private void retry(SagaEvent.StepRetried event) {
        move(event, step -> step.with(step.attempts().forgivenUntil(event.at())));
        owners = owners.forgiven();
        deadline = event.deadline();
    }

    private void pause(SagaEvent.SagaPaused event) {
        if (pausedAt.isPresent()) {
            throw new ImpossibleEvent("a saga that is paused can't be paused");
        }
        pausedAt = Optional.of(event.at());
    }

    private void resume(SagaEvent.SagaResumed event) {
        if (pausedAt.isEmpty()) {
            throw new ImpossibleEvent("a saga that isn't paused can't be resumed");
        }
        pausedAt = Optional.empty();
        deadline = event.deadline();
    }

    private void close(SagaEvent.PivotClosing event) {
        var pivot = definition.pivot().orElseThrow(() -> new ImpossibleEvent(definition + " has no pivot to close"));
        if (closing.isPresent()) {
            throw new ImpossibleEvent("step " + pivot.name() + " is being closed already");
        }
        move(pivot.name(), event.kind(), step -> step.with(Attempts.NONE));
        closing = Optional.of(event.cause());
    }

    private void turn(SagaEvent.CompensationStarted event) {
        event.covered().forEach(this::compensatable);
        for (var entry : List.copyOf(steps.entrySet())) {
            boolean covered = event.covered().contains(entry.getKey());
            boolean mayHaveHappened =
                    switch (entry.getValue().status()) {
                        case RUNNING, SUCCEEDED, COMPENSATING -> true;
                        case PENDING, REJECTED, COMPENSATED, SKIPPED -> false;
                    };
            if (mayHaveHappened && !covered) {
                throw new ImpossibleEvent("a compensation must cover step " + entry.getKey());
            }
            if (covered) {
                move(entry.getKey(), event.kind(), StepState::turned);
            }
        }
        cause = Optional.of(event.cause());
    }

    private void compensatable(String step) {
        known(step);
        if (definition.step(step).kind() != StepKind.COMPENSATABLE) {
            throw new ImpossibleEvent("step " + step + " can't be compensated");
        }
    }

    /** What was under way is under way no more: whoever waited for the answers is gone. */
    private void adopt(SagaEvent.Adopted event) {
        owners = owners.takenOver(event.from());
        adopted = true;
        steps.replaceAll((name, step) -> step.adopted(event.at()));
    }

    private void end(Instant at) {
        boolean byHand = steps.values().stream().anyMatch(StepState::byHand);
        if (byHand != (status == SagaStatus.CLOSED_BY_OPERATOR)) {
            throw new ImpossibleEvent(
                    "a saga can't be " + status + " with " + (byHand ? "a step" : "no step") + " done by hand");
        }
        // Without a cause it never turned: it was done to its end.
        boolean forward = cause.isEmpty();
        for (Map.Entry<String, StepState> step : new ArrayList<>(steps.entrySet())) {
            var left = step.getValue().status();
            boolean settled =
                    switch (left) {
                        case SUCCEEDED -> forward;
                        case PENDING, REJECTED, COMPENSATED -> !forward;
                        case SKIPPED -> true;
                        case RUNNING, COMPENSATING -> false;
                    };
            if (!settled) {
                throw new ImpossibleEvent("a saga can't be " + status + " with step " + step.getKey() + " " + left);
            }
        }
        endedAt = Optional.of(at);
    }
}
