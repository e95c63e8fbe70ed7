package dev.roundtrip.saga.core;

/** A definition that makes no sense; the message names the step and says what is wrong with it. */
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names the step and says what is wrong. */
    public InvalidDefinition(String message) {
        super(message);
    }
}
