package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One run of a definition, as its events tell it: immutable, made by {@link #begin} and moved on by {@link #fold}, which
 * together are the only meaning of the journal. Nothing here looks at a clock.
 */
public final class Saga {
    private final UUID id;
    private final Definition definition;
    private final SagaStatus status;
    private final long sequence;
    private final Payload request;
    private final Instant startedAt;
    private final Instant deadline;
    private final SequencedMap<String, StepState> steps;
    private final Optional<String> cancelRequest;
    private final boolean adopted;
    private final Optional<Cause> cause;
    private final Optional<Instant> endedAt;

    private Saga(Draft draft) {
        this.id = draft.id;
        this.definition = draft.definition;
        this.status = draft.status;
        this.sequence = draft.sequence;
        this.request = draft.request;
        this.startedAt = draft.startedAt;
        this.deadline = draft.deadline;
        this.steps = Collections.unmodifiableSequencedMap(draft.steps);
        this.cancelRequest = draft.cancelRequest;
        this.adopted = draft.adopted;
        this.cause = draft.cause;
        this.endedAt = draft.endedAt;
    }

    /**
     * The saga as its first event makes it.
     *
     * @throws ImpossibleEvent when it leaves out a step that the definition doesn't have
     */
    public static Saga begin(UUID id, Definition definition, SagaEvent.SagaStarted started) {
        var draft = new Draft();
        draft.id = id;
        draft.definition = definition;
        draft.status = SagaStatus.RUNNING;
        draft.sequence = 1;
        draft.request = started.request();
        draft.startedAt = started.at();
        draft.deadline = started.deadline();
        for (var step : definition.steps()) {
            draft.steps.put(step.name(), StepState.initial(started.skipped().contains(step.name())));
        }
        started.skipped().forEach(draft::known);
        return new Saga(draft);
    }

    /**
     * The saga as a whole history tells it.
     *
     * @throws ImpossibleEvent when the history is not one that this engine could have written
     */
    public static Saga replay(UUID id, Definition definition, List<SagaEvent> history) {
        if (history.isEmpty() || !(history.getFirst() instanceof SagaEvent.SagaStarted started)) {
            throw new ImpossibleEvent("a history begins with SAGA_STARTED");
        }
        var saga = begin(id, definition, started);
        for (var event : history.subList(1, history.size())) {
            saga = saga.fold(event);
        }
        return saga;
    }

    /**
     * The saga after {@code event}.
     *
     * @throws ImpossibleEvent when this state does not allow it
     */
    public Saga fold(SagaEvent event) {
        var draft = new Draft(this);
        draft.status = Transitions.next(status, event.kind());
        draft.sequence = sequence + 1;
        switch (event) {
            case SagaEvent.SagaStarted started -> throw new ImpossibleEvent("a saga starts once");
            case SagaEvent.StepStarted e ->
                draft.move(e, step -> step.attempting(StepStatus.RUNNING, e.attempt(), e.at()));
            case SagaEvent.StepSucceeded e -> draft.move(e, step -> step.settled(StepStatus.SUCCEEDED, e.answer()));
            case SagaEvent.StepRejected e -> draft.move(e, step -> step.settled(StepStatus.REJECTED, Payload.empty()));
            case SagaEvent.StepUnknown e -> draft.move(e, step -> step.retryingAt(e.retryAt()));
            case SagaEvent.CancelRequested e -> draft.cancelRequest = Optional.of(e.message());
            case SagaEvent.CompensationStarted e -> draft.turn(e);
            case SagaEvent.StepCompensationStarted e ->
                draft.move(e, step -> step.attempting(StepStatus.COMPENSATING, e.attempt(), e.at()));
            case SagaEvent.StepCompensated e ->
                draft.move(e, step -> step.settled(StepStatus.COMPENSATED, Payload.empty()));
            case SagaEvent.StepCompensationUnknown e -> draft.move(e, step -> step.retryingAt(e.retryAt()));
            case SagaEvent.StepStuck e -> draft.move(e, StepState::showingStuck);
            case SagaEvent.Adopted e -> draft.adopt(e);
            case SagaEvent.SagaCompleted e -> draft.end(e.at());
            case SagaEvent.SagaCompensated e -> draft.end(e.at());
        }
        return new Saga(draft);
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** What it is a run of. */
    public Definition definition() {
        return definition;
    }

    /** Where it stands. */
    public SagaStatus status() {
        return status;
    }

    /** The number of its last event, counted from 1. */
    public long sequence() {
        return sequence;
    }

    /** What it was started with. */
    public Payload request() {
        return request;
    }

    /** When it was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it turns back if it isn't done by then. */
    public Instant deadline() {
        return deadline;
    }

    /** Its steps, in the order of the definition. */
    public SequencedMap<String, StepState> steps() {
        return steps;
    }

    /** One step. */
    public StepState step(String name) {
        return steps.get(definition.step(name).name());
    }

    /** The wish to have it undone, if there is one. */
    public Optional<String> cancelRequest() {
        return cancelRequest;
    }

    /** Whether something it did may be missing from its history, because it was taken over. */
    public boolean adopted() {
        return adopted;
    }

    /** Why it turned back, if it did. */
    public Optional<Cause> cause() {
        return cause;
    }

    /** When it ended, if it did. */
    public Optional<Instant> endedAt() {
        return endedAt;
    }

    @Override
    public String toString() {
        return definition + " " + id + " " + status + " at " + sequence + " " + steps;
    }

    /** The next state while it is being made. */
    private static final class Draft {
        private UUID id;
        private Definition definition;
        private SagaStatus status;
        private long sequence;
        private Payload request;
        private Instant startedAt;
        private Instant deadline;
        private final SequencedMap<String, StepState> steps = new LinkedHashMap<>();
        private Optional<String> cancelRequest = Optional.empty();
        private boolean adopted;
        private Optional<Cause> cause = Optional.empty();
        private Optional<Instant> endedAt = Optional.empty();

        private Draft() {}

        private Draft(Saga saga) {
            id = saga.id;
            definition = saga.definition;
            request = saga.request;
            startedAt = saga.startedAt;
            deadline = saga.deadline;
            steps.putAll(saga.steps);
            cancelRequest = saga.cancelRequest;
            adopted = saga.adopted;
            cause = saga.cause;
            endedAt = saga.endedAt;
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

        private void turn(SagaEvent.CompensationStarted event) {
            event.covered().forEach(this::known);
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

        /** What was under way is under way no more: whoever waited for the answers is gone. */
        private void adopt(SagaEvent.Adopted event) {
            adopted = true;
            steps.replaceAll((name, step) -> step.awaitsAnswer() ? step.retryingAt(event.at()) : step);
        }

        private void end(Instant at) {
            for (Map.Entry<String, StepState> step : new ArrayList<>(steps.entrySet())) {
                var left = step.getValue().status();
                boolean settled =
                        switch (left) {
                            case SUCCEEDED -> status == SagaStatus.COMPLETED;
                            case PENDING, REJECTED, COMPENSATED -> status == SagaStatus.COMPENSATED;
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
}
