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
    private final Optional<Cause> force;
    private final Optional<Cause> refusal;
    private final Optional<Cause> closing;
    private final Optional<Instant> pausedAt;
    private final boolean adopted;
    private final int unansweredOwners;
    private final boolean attemptedByOwner;
    private final boolean heardByOwner;
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
        this.force = draft.force;
        this.refusal = draft.refusal;
        this.closing = draft.closing;
        this.pausedAt = draft.pausedAt;
        this.adopted = draft.adopted;
        this.unansweredOwners = draft.unansweredOwners;
        this.attemptedByOwner = draft.attemptedByOwner;
        this.heardByOwner = draft.heardByOwner;
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
        started.skipped().forEach(draft::leaveOut);
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
        var draft = new Draft(this);
        draft.status = Transitions.next(status, event.kind());
        draft.sequence = newSequence;
        switch (event) {
            case SagaEvent.SagaStarted e -> throw new ImpossibleEvent("a saga starts once");
            case SagaEvent.StepStarted e -> draft.attempt(e, StepStatus.RUNNING, e.attempt());
            case SagaEvent.StepSucceeded e -> draft.hear(e, step -> step.settled(StepStatus.SUCCEEDED, e.answer()));
            case SagaEvent.StepRejected e -> draft.refuse(e);
            case SagaEvent.StepUnknown e -> draft.fail(e, e.retryAt());
            case SagaEvent.StepAccepted e ->
                draft.hear(e, step -> step.with(step.attempts().acceptedUntil(e.attempt(), e.retryAt())));
            case SagaEvent.CancelRequested e -> draft.cancelRequest = Optional.of(e.message());
            case SagaEvent.PivotClosing e -> draft.close(e);
            case SagaEvent.StepCloseStarted e -> draft.attempt(e, StepStatus.RUNNING, e.attempt());
            case SagaEvent.StepCloseUnknown e -> draft.fail(e, e.retryAt());
            case SagaEvent.StepClosed e -> draft.hear(e, step -> step.settled(StepStatus.COMPENSATED, Payload.empty()));
            case SagaEvent.CompensationStarted e -> draft.turn(e);
            case SagaEvent.StepCompensationStarted e -> draft.attempt(e, StepStatus.COMPENSATING, e.attempt());
            case SagaEvent.StepCompensated e ->
                draft.hear(e, step -> step.settled(StepStatus.COMPENSATED, Payload.empty()));
            case SagaEvent.StepCompensationUnknown e -> draft.fail(e, e.retryAt());
            case SagaEvent.StepStuck e ->
                draft.move(e, step -> step.with(step.attempts().showingStuck()));
            case SagaEvent.Adopted e -> draft.adopt(e);
            case SagaEvent.SagaCompleted e -> draft.end(e.at());
            case SagaEvent.SagaCompensated e -> draft.end(e.at());
            case SagaEvent.SagaClosed e -> draft.end(e.at());
            case SagaEvent.SagaPaused e -> draft.pause(e);
            case SagaEvent.SagaResumed e -> draft.resume(e);
            case SagaEvent.SagaReleased e -> draft.release();
            case SagaEvent.StepRetried e -> draft.retry(e);
            case SagaEvent.StepDoneByHand e -> draft.hear(e, step -> step.settledByHand(e.answer()));
            case SagaEvent.CompensationForced e ->
                draft.force = Optional.of(
                        new Cause("", Cause.FORCED_BY_OPERATOR, e.note().toString()));
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
        return unansweredOwners + (attemptedByOwner && !heardByOwner ? 1 : 0);
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
        private Optional<Cause> force = Optional.empty();
        private Optional<Cause> refusal = Optional.empty();
        private Optional<Cause> closing = Optional.empty();
        private Optional<Instant> pausedAt = Optional.empty();
        private boolean adopted;
        private int unansweredOwners;
        private boolean attemptedByOwner;
        private boolean heardByOwner;
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
            force = saga.force;
            refusal = saga.refusal;
            closing = saga.closing;
            pausedAt = saga.pausedAt;
            adopted = saga.adopted;
            unansweredOwners = saga.unansweredOwners;
            attemptedByOwner = saga.attemptedByOwner;
            heardByOwner = saga.heardByOwner;
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

        private void leaveOut(String step) {
            known(step);
            if (!definition.canDoWithout(step)) {
                throw new ImpossibleEvent(definition + " can't do without step " + step);
            }
        }

        private void attempt(SagaEvent.StepEvent event, StepStatus direction, int attempt) {
            attemptedByOwner = true;
            move(event, step -> step.attempting(direction, attempt, event.at()));
        }

        /** A move that tells of an answer: the owner lives, and the participant too. */
        private void hear(SagaEvent.StepEvent event, UnaryOperator<StepState> change) {
            heardByOwner = true;
            unansweredOwners = 0;
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
            unansweredOwners = 0;
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
            var pivot =
                    definition.pivot().orElseThrow(() -> new ImpossibleEvent(definition + " has no pivot to close"));
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
            switch (event.from()) {
                case ANOTHER_NODE -> {
                    unansweredOwners += attemptedByOwner && !heardByOwner ? 1 : 0;
                    attemptedByOwner = false;
                    heardByOwner = false;
                }
                // It is the same owner as before.
                case OWN_PAST -> {}
            }
            adopted = true;
            steps.replaceAll((name, step) -> step.adopted(event.at()));
        }

        /** Whoever is to answer for it is yet to come: it was nobody's while it was in quarantine. */
        private void release() {
            unansweredOwners = 0;
            attemptedByOwner = false;
            heardByOwner = false;
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
}
