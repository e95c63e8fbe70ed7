package dev.roundtrip.orchestrator.engine;

/** Settings under {@code roundtrip.} that make no sense; the message is one sentence that says what to set. */
final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(String message, Throwable cause) {
        super(message, cause);
    }
}
