package dev.roundtrip.saga.core;

/** Where a step of a saga stands. */
public enum StepStatus {
    /** Its turn has not come. */
    PENDING,
    /** Asked for; no answer yet, or an unknown one that is to be asked for again. */
    RUNNING,
    /** Done. */
    SUCCEEDED,
    /** Refused by the participant: it did nothing, so there is nothing to undo. */
    REJECTED,
    /** To be undone, or being undone. */
    COMPENSATING,
    /** Undone, or settled never to be done. */
    COMPENSATED,
    /** The request has no need of it. */
    SKIPPED;

    /** Whether there is nothing left to do for it on the way forward. */
    public boolean isDone() {
        return switch (this) {
            case SUCCEEDED, SKIPPED -> true;
            case PENDING, RUNNING, REJECTED, COMPENSATING, COMPENSATED -> false;
        };
    }
}
