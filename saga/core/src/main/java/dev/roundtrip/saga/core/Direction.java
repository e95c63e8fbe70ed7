package dev.roundtrip.saga.core;

/** Which way an attempt goes. */
public enum Direction {
    /** The step's action. */
    FORWARD,
    /** Its compensation. */
    COMPENSATION,
    /**
     * Settles a pivot of which nobody knows whether it happened: the participant gives its first answer, or makes sure that
     * there will never be one.
     */
    CLOSE
}
