package dev.roundtrip.saga.core;

/** Whom an adopted saga was taken from. */
public enum Provenance {
    /** Another node, which stopped or lost its lease. */
    ANOTHER_NODE,
    /** This node itself: someone else wrote to the saga, so it was read anew. */
    OWN_PAST
}
