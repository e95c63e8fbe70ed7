package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.SagaEvent;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * An event as the flat row it is stored as; columns that don't concern it are null. This is the journal's format:
 * whatever was written once must be read for ever, so columns and meanings are only ever added.
 */
public record EventRow(
        String kind,
        Instant at,
        String step,
        Integer attempt,
        Instant dueAt,
        String steps,
        String fault,
        String reason,
        String message,
        String actor,
        Payload payload) {

    /** The row for {@code event}. */
    public static EventRow of(SagaEvent event) {
        var row = new Columns(event);
        switch (event) {
            case SagaEvent.SagaStarted e -> {
                row.payload = e.request();
                row.steps = joined(e.skipped());
                row.dueAt = e.deadline();
            }
            case SagaEvent.StepStarted e -> row.attempt = e.attempt();
            case SagaEvent.StepSucceeded e -> row.payload = e.answer();
            case SagaEvent.StepRejected e -> {
                row.reason = e.reason();
                row.message = e.message();
            }
            case SagaEvent.StepUnknown e -> row.unknown(e.attempt(), e.fault(), e.retryAt());
            case SagaEvent.StepAccepted e -> {
                row.attempt = e.attempt();
                row.dueAt = e.retryAt();
            }
            case SagaEvent.CancelRequested e -> row.message = e.message();
            case SagaEvent.PivotClosing e -> row.cause(e.cause());
            case SagaEvent.StepCloseStarted e -> row.attempt = e.attempt();
            case SagaEvent.StepCloseUnknown e -> row.unknown(e.attempt(), e.fault(), e.retryAt());
            case SagaEvent.StepClosed e -> {}
            case SagaEvent.CompensationStarted e -> {
                row.cause(e.cause());
                row.steps = joined(e.covered());
            }
            case SagaEvent.StepCompensationStarted e -> row.attempt = e.attempt();
            case SagaEvent.StepCompensated e -> {}
            case SagaEvent.StepCompensationUnknown e -> row.unknown(e.attempt(), e.fault(), e.retryAt());
            case SagaEvent.StepStuck e -> {}
            case SagaEvent.Adopted e -> {
                row.message = e.node();
                row.reason = e.from().name();
            }
            case SagaEvent.SagaCompleted e -> {}
            case SagaEvent.SagaCompensated e -> {}
            case SagaEvent.SagaClosed e -> {}
            case SagaEvent.SagaPaused e -> {}
            case SagaEvent.SagaResumed e -> row.dueAt = e.deadline();
            case SagaEvent.SagaReleased e -> {}
            case SagaEvent.StepRetried e -> row.dueAt = e.deadline();
            case SagaEvent.StepDoneByHand e -> row.payload = e.answer();
            case SagaEvent.CompensationForced e -> {}
        }
        return row.toRow();
    }

    /**
     * The event that this row stands for.
     *
     * @throws UnreadableJournal when a column is missing or is not what this release knows
     */
    public SagaEvent toEvent() {
        try {
            given("at", at);
            return switch (SagaEvent.Kind.valueOf(given("kind", kind))) {
                case SAGA_STARTED ->
                    new SagaEvent.SagaStarted(at, given("payload", payload), stepSet(), given("due_at", dueAt));
                case STEP_STARTED -> new SagaEvent.StepStarted(at, given("step", step), given("attempt", attempt));
                case STEP_SUCCEEDED -> new SagaEvent.StepSucceeded(at, given("step", step), given("payload", payload));
                case STEP_REJECTED ->
                    new SagaEvent.StepRejected(
                            at, given("step", step), given("reason", reason), given("message", message));
                case STEP_UNKNOWN ->
                    new SagaEvent.StepUnknown(
                            at, given("step", step), given("attempt", attempt), toFault(), given("due_at", dueAt));
                case STEP_ACCEPTED ->
                    new SagaEvent.StepAccepted(
                            at, given("step", step), given("attempt", attempt), given("due_at", dueAt));
                case CANCEL_REQUESTED -> new SagaEvent.CancelRequested(at, given("message", message));
                case PIVOT_CLOSING -> new SagaEvent.PivotClosing(at, toCause());
                case STEP_CLOSE_STARTED ->
                    new SagaEvent.StepCloseStarted(at, given("step", step), given("attempt", attempt));
                case STEP_CLOSE_UNKNOWN ->
                    new SagaEvent.StepCloseUnknown(
                            at, given("step", step), given("attempt", attempt), toFault(), given("due_at", dueAt));
                case STEP_CLOSED -> new SagaEvent.StepClosed(at, given("step", step));
                case COMPENSATION_STARTED -> new SagaEvent.CompensationStarted(at, toCause(), stepSet());
                case STEP_COMPENSATION_STARTED ->
                    new SagaEvent.StepCompensationStarted(at, given("step", step), given("attempt", attempt));
                case STEP_COMPENSATED -> new SagaEvent.StepCompensated(at, given("step", step));
                case STEP_COMPENSATION_UNKNOWN ->
                    new SagaEvent.StepCompensationUnknown(
                            at, given("step", step), given("attempt", attempt), toFault(), given("due_at", dueAt));
                case STEP_STUCK -> new SagaEvent.StepStuck(at, given("step", step));
                case ADOPTED -> new SagaEvent.Adopted(at, given("message", message), provenance());
                case SAGA_COMPLETED -> new SagaEvent.SagaCompleted(at);
                case SAGA_COMPENSATED -> new SagaEvent.SagaCompensated(at);
                case SAGA_CLOSED -> new SagaEvent.SagaClosed(at);
                case SAGA_PAUSED -> new SagaEvent.SagaPaused(at, note());
                case SAGA_RESUMED -> new SagaEvent.SagaResumed(at, note(), given("due_at", dueAt));
                case SAGA_RELEASED -> new SagaEvent.SagaReleased(at, note());
                case STEP_RETRIED -> new SagaEvent.StepRetried(at, given("step", step), note(), given("due_at", dueAt));
                case STEP_DONE_BY_HAND ->
                    new SagaEvent.StepDoneByHand(at, given("step", step), note(), given("payload", payload));
                case COMPENSATION_FORCED -> new SagaEvent.CompensationForced(at, note());
            };
        } catch (IllegalArgumentException e) {
            throw new UnreadableJournal("an event of kind " + kind + " can't be read: " + e.getMessage(), e);
        }
    }

    private Cause toCause() {
        return new Cause(given("step", step), given("reason", reason), given("message", message));
    }

    /** The first release didn't say; it counted nothing by it either. */
    private Provenance provenance() {
        return reason == null ? Provenance.ANOTHER_NODE : Provenance.valueOf(reason);
    }

    private OperatorNote note() {
        return new OperatorNote(given("actor", actor), given("message", message));
    }

    private Fault toFault() {
        return new Fault(Fault.Kind.valueOf(given("fault", fault)), given("message", message));
    }

    private Set<String> stepSet() {
        var names = given("steps", steps);
        return names.isEmpty() ? Set.of() : Set.of(names.split(" "));
    }

    private static <T> T given(String column, T value) {
        if (value == null) {
            throw new IllegalArgumentException("it has no " + column);
        }
        return value;
    }

    private static String joined(Set<String> steps) {
        return String.join(" ", new TreeSet<>(steps));
    }

    private static final class Columns {
        private final SagaEvent event;
        private String step;
        private Integer attempt;
        private Instant dueAt;
        private String steps;
        private String fault;
        private String reason;
        private String message;
        private String actor;
        private Payload payload;

        private Columns(SagaEvent event) {
            this.event = event;
            if (event instanceof SagaEvent.StepEvent stepEvent) {
                step = stepEvent.step();
            }
            if (event instanceof SagaEvent.OperatorEvent operatorEvent) {
                actor = operatorEvent.note().by();
                message = operatorEvent.note().why();
            }
        }

        private void cause(Cause cause) {
            step = cause.step();
            reason = cause.reason();
            message = cause.message();
        }

        private void unknown(int number, Fault cause, Instant retryAt) {
            attempt = number;
            fault = cause.kind().name();
            message = cause.message();
            dueAt = retryAt;
        }

        private EventRow toRow() {
            return new EventRow(
                    event.kind().name(),
                    event.at(),
                    step,
                    attempt,
                    dueAt,
                    steps,
                    fault,
                    reason,
                    message,
                    actor,
                    payload);
        }
    }
}
