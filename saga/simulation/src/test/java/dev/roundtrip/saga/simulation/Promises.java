package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.StepCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<UUID, SagaStatus> toldCancels = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    Promises(Database database, Trace trace) {
        this.database = database;
        this.trace = trace;
    }

    private void broken(String how) {
        trace.note(() -> "VIOLATION: " + how);
        violations.add(how);
    }

    /** An engine makes a call: what must be durable before it acts has to be committed by now. */
    void calls(Process process, Direction direction, StepCall<Order> call) {
        var chronicle = database.find(call.sagaId());
        if (chronicle.isEmpty()) {
            broken(process + " calls " + call.step() + " for a saga that is not recorded: " + call.sagaId());
        } else if (direction == Direction.COMPENSATION && !hasTurned(chronicle.get())) {
            broken(process + " undoes " + call.step() + " though the turn is not committed: " + call.sagaId());
        }
    }

    private static boolean hasTurned(Chronicle chronicle) {
        return chronicle.events().stream()
                .anyMatch(event -> event.event().kind() == SagaEvent.Kind.COMPENSATION_STARTED);
    }

    /** Someone was told that this request is that saga. */
    void acknowledged(String requestId, Order order, UUID sagaId) {
        var before = acknowledged.putIfAbsent(requestId, sagaId);
        if (before != null && !before.equals(sagaId)) {
            broken("request " + requestId + " is two sagas, " + before + " and " + sagaId);
        }
        var started = started(sagaId);
        if (started.isEmpty()) {
            broken("request " + requestId + " was acknowledged as " + sagaId + ", which is not recorded");
        } else if (!started.get().request().equals(Order.CODEC.encode(order))) {
            broken("request " + requestId + " was acknowledged as " + sagaId + ", which was asked for something else");
        }
    }

    /** Someone was told that the request id is taken, by a request for something else. */
    void conflicting(String requestId, Order order, UUID sagaId) {
        if (started(sagaId)
                .filter(started -> !started.request().equals(Order.CODEC.encode(order)))
                .isEmpty()) {
            broken("request " + requestId + " was refused as taken by " + sagaId + ", which is not so");
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
            broken("told that " + saga.id() + " is " + saga.status() + ", after " + before + ", but recorded is "
                    + status);
        }
    }

    /** Someone who wanted a saga undone was told what became of that. */
    void cancelled(UUID sagaId, Cancelled answer) {
        trace.note(() -> "told of cancelling " + sagaId + ": " + answer);
        switch (answer) {
            case WILL_BE_UNDONE -> {
                trace.saw(Sight.CANCELLED_IN_TIME);
                mustBe(sagaId, SagaStatus.COMPENSATED);
            }
            case ALREADY_COMPLETED -> {
                trace.saw(Sight.CANCELLED_TOO_LATE);
                mustBe(sagaId, SagaStatus.COMPLETED);
            }
            case NO_SUCH_SAGA -> broken("told that there is no " + sagaId + ", which was acknowledged");
            case TRY_AGAIN -> {}
        }
    }

    private void mustBe(UUID sagaId, SagaStatus end) {
        var before = toldCancels.putIfAbsent(sagaId, end);
        if (before != null && before != end) {
            broken("one who cancelled " + sagaId + " was told it will be " + before + ", another " + end);
        }
    }

    Optional<UUID> sagaOf(String requestId) {
        return Optional.ofNullable(acknowledged.get(requestId));
    }

    /** What was said and is not so, now that all has come to rest. */
    List<String> violations() {
        var found = new ArrayList<>(violations);
        acknowledged.forEach((requestId, sagaId) -> {
            if (database.find(sagaId).isEmpty()) {
                found.add("acknowledged and lost: " + sagaId + " for request " + requestId);
            }
        });
        toldEnds.forEach(
                (sagaId, status) -> compare("was told as", sagaId, status).ifPresent(found::add));
        toldCancels.forEach(
                (sagaId, status) -> compare("after its cancel", sagaId, status).ifPresent(found::add));
        return found;
    }

    private Optional<String> compare(String what, UUID sagaId, SagaStatus told) {
        var status = database.find(sagaId).map(chronicle -> chronicle.row().status());
        return status.equals(Optional.of(told))
                ? Optional.empty()
                : Optional.of(sagaId + " " + what + " " + told + ", but is " + status);
    }
}
