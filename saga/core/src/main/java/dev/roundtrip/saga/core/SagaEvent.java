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

    /** The kinds of facts, by the names that the journal stores. */
    enum Kind {
        SAGA_STARTED(true),
        STEP_STARTED(false),
        STEP_SUCCEEDED(false),
        STEP_REJECTED(false),
        STEP_UNKNOWN(false),
        CANCEL_REQUESTED(true),
        COMPENSATION_STARTED(true),
        STEP_COMPENSATION_STARTED(false),
        STEP_COMPENSATED(false),
        STEP_COMPENSATION_UNKNOWN(false),
        STEP_STUCK(false),
        ADOPTED(true),
        SAGA_COMPLETED(true),
        SAGA_COMPENSATED(true);

        private final boolean durable;

        Kind(boolean durable) {
            this.durable = durable;
        }

        /**
         * Whether it must be committed before anything that follows from it is done. The others may be written a
         * little later: losing one costs a repeated call, which the participants answer as the first time.
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

    /** Someone wants the saga undone. */
    record CancelRequested(Instant at, String message) implements SagaEvent {
        @Override
        public Kind kind() {
            return Kind.CANCEL_REQUESTED;
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

    /** A compensation has failed for longer than is usual. It goes on. */
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
    record Adopted(Instant at, String node) implements SagaEvent {
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
}
