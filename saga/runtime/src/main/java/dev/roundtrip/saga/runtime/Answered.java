package dev.roundtrip.saga.runtime;

/** What became of an answer from outside. */
public enum Answered {
    /** It is committed, and the saga goes by it. */
    TAKEN,
    /** The step wasn't waiting for one in that direction, or has its answer: nothing was changed. */
    NOT_AWAITED,
    /** That the step was asked for is not on record yet, if it was: bring the answer again in a moment. */
    NOT_YET,
    /** There is no such saga. */
    NO_SUCH_SAGA,
    /** The saga is quarantined, its version is not known here, or it kept changing; try again later. */
    TRY_AGAIN
}
