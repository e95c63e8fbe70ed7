package dev.roundtrip.chaos.proxy;

/** Which way bytes go on a link. */
public enum Direction {
    /** From who opened the connection to who accepted it. */
    REQUESTS,
    /** Back. */
    ANSWERS
}
