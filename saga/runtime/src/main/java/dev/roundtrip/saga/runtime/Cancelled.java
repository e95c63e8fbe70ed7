package dev.roundtrip.saga.runtime;

/** What became of a wish to have a saga undone. */
public enum Cancelled {
    /** The wish is committed, or the saga was being or had been undone anyway. */
    WILL_BE_UNDONE,
    /** The wish is committed; but the pivot is out, and if it proves to have happened, the saga is completed. */
    UNLESS_PIVOT_PASSED,
    /** Too late: the saga is past its pivot and will be completed. */
    PIVOT_PASSED,
    /** Too late: the saga is completed. */
    ALREADY_COMPLETED,
    /** Too late: an operator closed the saga. */
    CLOSED_BY_OPERATOR,
    /** There is no such saga. */
    NO_SUCH_SAGA,
    /** This wish is not recorded: the saga is quarantined before it turned, and nobody carries it on until it is released. */
    QUARANTINED,
    /** Nothing is known to be recorded: the saga's version is not known here, or it kept changing under the wish's hands; try again. */
    TRY_AGAIN
}
