package dev.roundtrip.local;

/** The system can't go on here. The message is for a person, whole sentences, and says what to do where that is known. */
public final class LocalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
