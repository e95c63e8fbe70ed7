package dev.roundtrip.saga.runtime;

/** What became of a wish to have a saga undone. */
public enum Cancelled {
    /** The wish is committed, or the saga was being or had been undone anyway. */
    WILL_BE_UNDONE,
    /** Too late: the saga is completed. */
    ALREADY_COMPLETED,
    /** There is no such saga. */
    NO_SUCH_SAGA,
    /** The saga kept changing under the wish's hands; try again. */
    TRY_AGAIN
}
