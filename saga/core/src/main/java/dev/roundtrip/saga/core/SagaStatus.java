package dev.roundtrip.saga.core;

/** Where a saga stands. */
public enum SagaStatus {
    /** Going forward. */
    RUNNING,
    /** Undoing what was, or may have been, done. There is no way back to RUNNING. */
    COMPENSATING,
    /** Every wanted step succeeded. Final. */
    COMPLETED,
    /** Nothing of it is left. Final. */
    COMPENSATED,
    /** An operator vouched for what no participant has confirmed; every audit lists it. Final. */
    CLOSED_BY_OPERATOR;

    /** Whether nothing happens to the saga any more. */
    public boolean isFinal() {
        return switch (this) {
            case RUNNING, COMPENSATING -> false;
            case COMPLETED, COMPENSATED, CLOSED_BY_OPERATOR -> true;
        };
    }
}
