package dev.roundtrip.system.postgres;

/** There is no PostgreSQL to work with; the message is one sentence for a person, and says what to do if that is known. */
public final class PostgresNotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresNotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}
