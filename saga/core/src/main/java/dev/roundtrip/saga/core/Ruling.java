package dev.roundtrip.saga.core;

/** Whether something that comes from outside a saga's owner may go into its history. */
public sealed interface Ruling {
    /** This is to be recorded. */
    record Recorded(SagaEvent event) implements Ruling {}

    /** It is so already, or does not matter any more: there is nothing to record. */
    record Moot() implements Ruling {}

    /** The saga doesn't allow it; one sentence says why. */
    record Refused(String why) implements Ruling {}
}
