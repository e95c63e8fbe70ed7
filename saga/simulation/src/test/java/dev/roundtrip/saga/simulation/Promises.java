package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.simulation.Violation.Invariant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What was promised to those outside while a run went on, and is held against the journal, at once and at the end: whatever
 * was said must be committed by then, and stay true.
 */
final class Promises {
    private final Database database;
    private final Trace trace;
    private final Map<String, UUID> acknowledged = new LinkedHashMap<>();
    private final Map<UUID, SagaStatus> toldEnds = new LinkedHashMap<>();
    private final Map<UUID, Set<SagaStatus>> toldCancels = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    Promises(Database database, Trace trace) {
        this.database = database;
        this.trace = trace;
    }

    private void broken(Invariant invariant, String how) {
        trace.note(() -> "VIOLATION: " + how);
        violations.add(new Violation(invariant, how));
    }

    /** An engine makes a call: what must be durable before it acts has to be committed by now. */
    void calls(Process process, Direction direction, StepCall<Order> call) {
        var what = process + " calls " + call.step() + " " + direction + " of " + call.sagaId() + ", but ";
        var events = database.find(call.sagaId()).map(Chronicle::events).orElse(List.of());
        if (events.isEmpty()) {
            broken(Invariant.COMMITTED_FIRST, what + "its start is not committed");
        }
        switch (direction) {
            case COMPENSATION -> mustBeCommitted(SagaEvent.CompensationStarted.class, events, what);
            case CLOSE -> mustBeCommitted(SagaEvent.PivotClosing.class, events, what);
            case FORWARD -> {
                boolean isIntended = events.stream()
                        .anyMatch(event -> event.event() instanceof SagaEvent.StepStarted started
                                && started.step().equals(call.step()));
                if (call.step().equals(AnyBlueprint.PIVOT) && !isIntended) {
                    broken(Invariant.COMMITTED_FIRST, what + "the intent is not");
                }
            }
        }
    }

    private void mustBeCommitted(Class<? extends SagaEvent> event, List<RecordedEvent> events, String what) {
        if (events.stream().noneMatch(recorded -> event.isInstance(recorded.event()))) {
            broken(Invariant.COMMITTED_FIRST, what + event.getSimpleName() + " is not committed");
        }
    }

    /** Someone was told that this request is that saga. */
    void acknowledged(String requestId, Order order, UUID sagaId) {
        var before = acknowledged.putIfAbsent(requestId, sagaId);
        if (before != null && !before.equals(sagaId)) {
            broken(
                    Invariant.ONE_SAGA_PER_REQUEST,
                    "request " + requestId + " is two sagas, " + before + " and " + sagaId);
        }
        var started = started(sagaId);
        if (started.isEmpty()) {
            broken(
                    Invariant.ACKNOWLEDGED,
                    "request " + requestId + " was acknowledged as " + sagaId + ", which is not recorded");
        } else if (!started.get().request().equals(Order.CODEC.encode(order))) {
            broken(
                    Invariant.ACKNOWLEDGED,
                    "request " + requestId + " was acknowledged as " + sagaId + ", which was asked for something else");
        }
    }

    /** Someone was told that the request id is taken, by a request for something else. */
    void conflicting(String requestId, Order order, UUID sagaId) {
        if (started(sagaId)
                .filter(started -> !started.request().equals(Order.CODEC.encode(order)))
                .isEmpty()) {
            broken(
                    Invariant.ACKNOWLEDGED,
                    "request " + requestId + " was refused as taken by " + sagaId + ", which is not so");
        }
    }

    private Optional<SagaEvent.SagaStarted> started(UUID sagaId) {
        return database.find(sagaId).map(chronicle ->
                (SagaEvent.SagaStarted) chronicle.events().getFirst().event());
    }

    /** Someone was told how a saga has ended. */
    void ended(Saga saga) {
        trace.note(() -> "told: " + saga.id() + " is " + saga.status());
        var before = toldEnds.putIfAbsent(saga.id(), saga.status());
        var status = database.find(saga.id()).map(chronicle -> chronicle.row().status());
        if (!saga.status().isFinal()
                || !status.equals(Optional.of(saga.status()))
                || (before != null && before != saga.status())) {
            broken(
                    Invariant.ACKNOWLEDGED,
                    "told that " + saga.id() + " is " + saga.status() + ", after " + before + ", but recorded is "
                            + status);
        }
    }

    /** Someone who wanted a saga undone was told what became of that. */
    void cancelled(UUID sagaId, Cancelled answer) {
        trace.note(() -> "told of cancelling " + sagaId + ": " + answer);
        switch (answer) {
            case WILL_BE_UNDONE -> {
                trace.saw(Sight.CANCELLED_IN_TIME);
                mustBe(sagaId, SagaStatus.COMPENSATED, SagaStatus.CLOSED_BY_OPERATOR);
            }
            case UNLESS_PIVOT_PASSED -> trace.saw(Sight.CANCELLED_WHILE_THE_PIVOT_WAS_OUT);
            case PIVOT_PASSED -> mustBe(sagaId, SagaStatus.COMPLETED, SagaStatus.CLOSED_BY_OPERATOR);
            case ALREADY_COMPLETED -> {
                trace.saw(Sight.CANCELLED_TOO_LATE);
                mustBe(sagaId, SagaStatus.COMPLETED);
            }
            case CLOSED_BY_OPERATOR -> mustBe(sagaId, SagaStatus.CLOSED_BY_OPERATOR);
            case NO_SUCH_SAGA ->
                broken(Invariant.ACKNOWLEDGED, "told that there is no " + sagaId + ", which was acknowledged");
            case QUARANTINED, TRY_AGAIN -> {}
        }
    }

    private void mustBe(UUID sagaId, SagaStatus... ends) {
        toldCancels
                .computeIfAbsent(sagaId, none -> EnumSet.allOf(SagaStatus.class))
                .retainAll(Set.of(ends));
    }

    /** A participant was told what became of the answer that it brought. */
    void answered(UUID sagaId, String step, Answered answer) {
        trace.note(() -> "told of answering " + step + " of " + sagaId + ": " + answer);
        switch (answer) {
            case TAKEN -> {
                trace.saw(Sight.ANSWERED_FROM_OUTSIDE);
                boolean isThere = database.find(sagaId).stream()
                        .flatMap(chronicle -> chronicle.events().stream())
                        .anyMatch(event -> settles(event.event(), step));
                if (!isThere) {
                    broken(Invariant.ACKNOWLEDGED, "an answer of " + step + " was taken and lost: " + sagaId);
                }
            }
            case NOT_AWAITED -> trace.saw(Sight.ANSWERED_TOO_LATE_FROM_OUTSIDE);
            case NO_SUCH_SAGA ->
                broken(Invariant.ACKNOWLEDGED, "told that there is no " + sagaId + ", which has called");
            case TRY_AGAIN, NOT_YET -> {}
        }
    }

    private static boolean settles(SagaEvent event, String step) {
        return switch (event.kind()) {
            case STEP_SUCCEEDED, STEP_REJECTED, STEP_COMPENSATED, STEP_DONE_BY_HAND ->
                ((SagaEvent.StepEvent) event).step().equals(step);
            default -> false;
        };
    }

    /** An operator was told what became of a command. */
    void commanded(UUID sagaId, Commanded commanded) {
        trace.note(() -> "told of commanding " + sagaId + ": " + commanded);
        switch (commanded) {
            case Commanded.Recorded recorded -> {
                boolean isThere = database.find(sagaId).stream()
                        .flatMap(chronicle -> chronicle.events().stream())
                        .anyMatch(event -> event.sequence() == recorded.sequence()
                                && event.event() instanceof SagaEvent.OperatorEvent);
                if (!isThere) {
                    broken(Invariant.ACKNOWLEDGED, "a command was recorded and lost: " + sagaId + ", " + recorded);
                }
            }
            case Commanded.MovedOn movedOn -> trace.saw(Sight.OPERATOR_SAW_AN_OLD_STATE);
            case Commanded.NoSuchSaga none ->
                broken(Invariant.ACKNOWLEDGED, "told that there is no " + sagaId + ", which is recorded");
            case Commanded.Unchanged unchanged -> {}
            case Commanded.Refused refused -> {}
        }
    }

    Optional<UUID> sagaOf(String requestId) {
        return Optional.ofNullable(acknowledged.get(requestId));
    }

    /** What was said and is not so, now that all has come to rest. */
    List<Violation> violations() {
        var found = new ArrayList<>(violations);
        acknowledged.forEach((requestId, sagaId) -> {
            if (database.find(sagaId).isEmpty()) {
                found.add(new Violation(
                        Invariant.ACKNOWLEDGED, "acknowledged and lost: " + sagaId + " for request " + requestId));
            }
        });
        toldEnds.forEach((sagaId, status) ->
                compare("was told as", sagaId, Set.of(status)).ifPresent(found::add));
        toldCancels.forEach(
                (sagaId, status) -> compare("after its cancel", sagaId, status).ifPresent(found::add));
        return found;
    }

    private Optional<Violation> compare(String what, UUID sagaId, Set<SagaStatus> told) {
        var status = database.find(sagaId).map(chronicle -> chronicle.row().status());
        return status.filter(told::contains).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Violation(Invariant.ACKNOWLEDGED, sagaId + " " + what + " " + told + ", but is " + status));
    }
}
