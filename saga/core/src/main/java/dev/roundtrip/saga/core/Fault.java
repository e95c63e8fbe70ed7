package dev.roundtrip.saga.core;

import java.util.Objects;

/**
 * Why an attempt's outcome is unknown.
 *
 * @param kind what that means for trying again
 * @param message one sentence for a person; kept to 500 characters
 */
public record Fault(Kind kind, String message) {

    /** What a fault means for trying again. */
    public enum Kind {
        /** Deadline, connection, overload: trying again may well work. */
        TRANSIENT,
        /** The call itself is wrong: trying again will not work. */
        PERMANENT,
        /** Someone must mend a setting first, such as a credential: trying again soon only does harm. */
        MISCONFIGURED
    }

    public Fault {
        Objects.requireNonNull(kind);
        message = Words.keepable(message);
    }
}
