package dev.roundtrip.saga.core;

/** Which way an attempt goes. */
public enum Direction {
    /** The step's action. */
    FORWARD,
    /** Its compensation. */
    COMPENSATION
}
