package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.Set;

/**
 * A fact about a saga, as its journal records it. Events carry the time at which they happened, so that folding them
 * needs no clock.
 */
public sealed interface SagaEvent {
    /** When it happened, by the clock of the node that recorded it; microseconds at the finest. */
    Instant at();

    /** Which kind of fact this is. */
    Kind kind();

    /** An event about one step. */
    sealed interface StepEvent extends SagaEvent {
        /** The step's name. */
        String step();
    }

    /** Something that an operator did. */
    sealed interface OperatorEvent extends SagaEvent {
        /** Who, and why. */
        OperatorNote note();
    }

    /** The kinds of facts, by the names that the journal stores. */
    enum Kind {
        SAGA_STARTED(true),
        STEP_STARTED(false),
        STEP_SUCCEEDED(false),
        STEP_REJECTED(false),
        STEP_UNKNOWN(false),
        STEP_ACCEPTED(false),
        CANCEL_REQUESTED(true),
        PIVOT_CLOSING(true),
        STEP_CLOSE_STARTED(false),
        STEP_CLOSE_UNKNOWN(false),
        STEP_CLOSED(false),
        COMPENSATION_STARTED(true),
        STEP_COMPENSATION_STARTED(false),
        STEP_COMPENSATED(false),
        STEP_COMPENSATION_UNKNOWN(false),
        STEP_STUCK(false),
        ADOPTED(true),
        SAGA_COMPLETED(true),
        SAGA_COMPENSATED(true),
        SAGA_CLOSED(true),
        SAGA_PAUSED(true),
        SAGA_RESUMED(true),
        SAGA_RELEASED(true),
        STEP_RETRIED(true),
        STEP_DONE_BY_HAND(true),
        COMPENSATION_FORCED(true);

        private final boolean durable;

        Kind(boolean durable) {
            this.durable = durable;
        }

        /**
         * Whether it must be committed before anything that follows from it is done. The others may be written a
         * little later: losing one costs a repeated call, which the participants answer as the first time. (The first
         * STEP_STARTED of a pivot is the exception that {@link Decision#durable} makes.)
         */
        public boolean durable() {
            return durable;
        }
    }

    /** The saga exists. */
    record SagaStarted(Instant at, Payload request, Set<String> skipped, Instant deadline) implements SagaEvent {
        public SagaStarted {
            skipped = Set.copyOf(skipped);
        }

        @Override
        public Kind kind() {
            return Kind.SAGA_STARTED;
        }
    }

    /** An attempt at a step's action began. */
    record StepStarted(Instant at, String step, int attempt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_STARTED;
        }
    }

    /** The participant did it. */
    record StepSucceeded(Instant at, String step, Payload answer) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_SUCCEEDED;
        }
    }

    /** The participant said no, and did nothing. */
    record StepRejected(Instant at, String step, String reason, String message) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_REJECTED;
        }
    }

    /** What became of an attempt is not known; the next one is due at {@code retryAt}. */
    record StepUnknown(Instant at, String step, int attempt, Fault fault, Instant retryAt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_UNKNOWN;
        }
    }

    /** The participant took an attempt up and answers later, from outside; it is asked again at {@code retryAt}. */
    record StepAccepted(Instant at, String step, int attempt, Instant retryAt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_ACCEPTED;
        }
    }

    /** Someone wants the saga undone. */
    record CancelRequested(Instant at, String message) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.CANCEL_REQUESTED;
        }
    }

    /** The saga would turn back, but its pivot is out: no attempt at it starts from here on, and it is closed first. */
    record PivotClosing(Instant at, Cause cause) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.PIVOT_CLOSING;
        }
    }

    /** An attempt at closing the pivot began. */
    record StepCloseStarted(Instant at, String step, int attempt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_CLOSE_STARTED;
        }
    }

    /** Whether the pivot is closed is not known; the next attempt is due at {@code retryAt}. */
    record StepCloseUnknown(Instant at, String step, int attempt, Fault fault, Instant retryAt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_CLOSE_UNKNOWN;
        }
    }

    /** The pivot did not happen, and its participant has made sure that it never will. */
    record StepClosed(Instant at, String step) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_CLOSED;
        }
    }

    /** The saga turned back; exactly the covered steps are to be compensated. */
    record CompensationStarted(Instant at, Cause cause, Set<String> covered) implements SagaEvent {
        public CompensationStarted {
            covered = Set.copyOf(covered);
        }

        @Override
        public Kind kind() {
            return Kind.COMPENSATION_STARTED;
        }
    }

    /** An attempt at a step's compensation began. */
    record StepCompensationStarted(Instant at, String step, int attempt) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_COMPENSATION_STARTED;
        }
    }

    /** The participant undid it, or settled that it will never be done. */
    record StepCompensated(Instant at, String step) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_COMPENSATED;
        }
    }

    /** What became of an attempt to compensate is not known; the next one is due at {@code retryAt}. */
    record StepCompensationUnknown(Instant at, String step, int attempt, Fault fault, Instant retryAt)
            implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_COMPENSATION_UNKNOWN;
        }
    }

    /** What must succeed has failed for longer than is usual. It goes on. */
    record StepStuck(Instant at, String step) implements StepEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_STUCK;
        }
    }

    /**
     * A node took the saga over, from a dead one or from its own past. What the one before had not written down is
     * lost: from here on compensation covers every step that was wanted and was not refused.
     */
    record Adopted(Instant at, String node, Provenance from) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.ADOPTED;
        }
    }

    /** Every wanted step succeeded. */
    record SagaCompleted(Instant at) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_COMPLETED;
        }
    }

    /** Nothing of the saga is left. */
    record SagaCompensated(Instant at) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_COMPENSATED;
        }
    }

    /** Everything has been done or undone, something of it by an operator's word alone. */
    record SagaClosed(Instant at) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_CLOSED;
        }
    }

    /** An operator stopped it: no attempt starts and no deadline passes until it is resumed. */
    record SagaPaused(Instant at, OperatorNote note) implements OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_PAUSED;
        }
    }

    /** An operator let it go on. Its deadline is later by as long as it was paused. */
    record SagaResumed(Instant at, OperatorNote note, Instant deadline) implements OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_RESUMED;
        }
    }

    /** An operator let it out of quarantine. */
    record SagaReleased(Instant at, OperatorNote note) implements OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.SAGA_RELEASED;
        }
    }

    /** An operator had a step tried again at once, with all of its attempts before it, and the saga a new deadline. */
    record StepRetried(Instant at, String step, OperatorNote note, Instant deadline)
            implements StepEvent, OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_RETRIED;
        }
    }

    /** An operator vouched for a step being done, or undone, without its participant having said so. */
    record StepDoneByHand(Instant at, String step, OperatorNote note, Payload answer)
            implements StepEvent, OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.STEP_DONE_BY_HAND;
        }
    }

    /** An operator wants the saga undone. */
    record CompensationForced(Instant at, OperatorNote note) implements OperatorEvent {
        @Override
        public Kind kind() {
            return Kind.COMPENSATION_FORCED;
        }
    }
}
