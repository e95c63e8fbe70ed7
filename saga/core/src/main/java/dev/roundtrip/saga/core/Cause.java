package dev.roundtrip.saga.core;

import java.util.Objects;

/**
 * Why a saga turned back: the first cause, which stays on record however well the compensation goes.
 *
 * @param step the step that failed; empty when it was none
 * @param reason for programs: a rejection's reason, or one of the constants here
 * @param message for people: one sentence; kept to 500 characters
 */
public record Cause(String step, String reason, String message) {
    /** Someone asked for the saga to be undone. */
    public static final String CANCELLED = "CANCELLED";
    /** An operator had it undone. */
    public static final String FORCED_BY_OPERATOR = "FORCED_BY_OPERATOR";
    /** The saga's deadline passed. */
    public static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";
    /** The outcome of a step stayed unknown, as often as it was tried. */
    public static final String NO_ANSWER = "NO_ANSWER";
    /** The participant found the call itself wrong. */
    public static final String REFUSED_AS_INVALID = "REFUSED_AS_INVALID";
    /** The step had been compensated at the participant by someone else. */
    public static final String SUPERSEDED = "SUPERSEDED";

    public Cause {
        Objects.requireNonNull(step);
        reason = Words.keepable(reason);
        message = Words.keepable(message);
    }
}
