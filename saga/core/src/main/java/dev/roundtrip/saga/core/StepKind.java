package dev.roundtrip.saga.core;

/** What a step means for the way back; the literature's three kinds. */
public enum StepKind {
    /** Can be undone: it has a compensation. */
    COMPENSATABLE,
    /**
     * The point of no return: once it is done, the saga goes forward to its end. Until it is known whether it is done, the
     * saga turns neither way: its participant is asked to <em>close</em> the step, which settles it for good.
     */
    PIVOT,
    /** After the pivot: tried until it succeeds. */
    RETRIABLE
}
