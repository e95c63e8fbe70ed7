package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

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
    private final Optional<Cause> force;
    private final Optional<Cause> refusal;
    private final Optional<Cause> closing;
    private final Optional<Instant> pausedAt;
    private final boolean adopted;
    private final Owners owners;
    private final Optional<Cause> cause;
    private final Optional<Instant> endedAt;

    private Saga(SagaDraft draft) {
        this.id = draft.id;
        this.definition = draft.definition;
        this.status = draft.status;
        this.sequence = draft.sequence;
        this.request = draft.request;
        this.startedAt = draft.startedAt;
        this.deadline = draft.deadline;
        this.steps = Collections.unmodifiableSequencedMap(draft.steps);
        this.cancelRequest = draft.cancelRequest;
        this.force = draft.force;
        this.refusal = draft.refusal;
        this.closing = draft.closing;
        this.pausedAt = draft.pausedAt;
        this.adopted = draft.adopted;
        this.owners = draft.owners;
        this.cause = draft.cause;
        this.endedAt = draft.endedAt;
    }

    /**
     * The saga as its first event makes it.
     *
     * @throws ImpossibleEvent when it leaves out a step that the definition doesn't have
     */
    public static Saga begin(UUID id, Definition definition, SagaEvent.SagaStarted started) {
        var draft = SagaDraft.first(id, definition, started);
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
        return fold(event, sequence + 1);
    }

    /**
     * The saga after something that is worth no place in its history: an attempt at what is on record as failing. It
     * counts for whoever carries the saga on, and whoever takes it over does without.
     *
     * @throws ImpossibleEvent when this state does not allow it
     */
    Saga foldUnrecorded(SagaEvent event) {
        return fold(event, sequence);
    }

    private Saga fold(SagaEvent event, long newSequence) {
        var draft = new SagaDraft(this, newSequence);
        draft.take(event);
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
        var step = steps.get(name);
        if (step == null) {
            throw definition.noSuchStep(name);
        }
        return step;
    }

    /** The wish to have it undone, if there is one. */
    public Optional<String> cancelRequest() {
        return cancelRequest;
    }

    /** An operator's order to have it undone, if there is one. */
    Optional<Cause> force() {
        return force;
    }

    /** The first business no that it heard, if any. */
    Optional<Cause> refusal() {
        return refusal;
    }

    /** Why its pivot is being closed, or was, if so. */
    Optional<Cause> closing() {
        return closing;
    }

    /** When an operator paused it; empty when it isn't paused. */
    public Optional<Instant> pausedAt() {
        return pausedAt;
    }

    /** Whether it is past the point of no return: it can't be undone any more. */
    public boolean pivotPassed() {
        return pivotStatus().filter(pivot -> pivot == StepStatus.SUCCEEDED).isPresent();
    }

    /** Whether its pivot was asked for and may have happened: it turns neither way until that is known. */
    public boolean pivotUndecided() {
        return pivotStatus().filter(pivot -> pivot == StepStatus.RUNNING).isPresent();
    }

    private Optional<StepStatus> pivotStatus() {
        return definition.pivot().map(pivot -> step(pivot.name()).status());
    }

    /** Whether some of what it did or undid is so by an operator's word alone. */
    public boolean doneByHand() {
        return steps.values().stream().anyMatch(StepState::byHand);
    }

    /** Whether what must succeed in it has failed for longer than is usual. */
    public boolean stuck() {
        return steps.values().stream().anyMatch(StepState::stuck);
    }

    /**
     * How many owners in a row, up to now, began attempts and were gone before they had heard of a single one: a saga that
     * stops whoever carries it on makes this number grow.
     */
    public int unansweredOwners() {
        return owners.withThisOne();
    }

    Owners owners() {
        return owners;
    }

    /** Whether it is this very attempt that the saga waits for: one that it has thought better of must not be made. */
    public boolean awaits(Call call) {
        var step = step(call.step());
        boolean sameWay =
                switch (call.direction()) {
                    case FORWARD -> step.status() == StepStatus.RUNNING && !isClosing(call.step());
                    case CLOSE -> isClosing(call.step());
                    case COMPENSATION -> step.status() == StepStatus.COMPENSATING;
                };
        return sameWay && step.awaitsAnswer() && step.attempt() == call.attempt();
    }

    /** Whether that step is a pivot that is out and being closed. */
    boolean isClosing(String step) {
        return closing.isPresent() && pivotUndecided() && definition.step(step).kind() == StepKind.PIVOT;
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
}
