package dev.roundtrip.saga.runtime;

/** What became of an operator's command. */
public sealed interface Commanded {
    /** It is committed; the owner goes by it within a sweep. {@code sequence} is that of its event. */
    record Recorded(long sequence) implements Commanded {}

    /** The saga is like that already; nothing was recorded. */
    record Unchanged() implements Commanded {}

    /** The saga is not where the operator saw it, but at {@code sequence}: look again. Nothing was recorded. */
    record MovedOn(long sequence) implements Commanded {}

    /** The saga doesn't allow it; {@code why} is one sentence. */
    record Refused(String why) implements Commanded {}

    /** There is no such saga. */
    record NoSuchSaga() implements Commanded {}
}
