package dev.roundtrip.saga.core;

/**
 * Who reached into a saga, and why.
 *
 * @param by who; not blank, kept to 500 characters
 * @param why one sentence; not blank, kept to 500 characters
 */
public record OperatorNote(String by, String why) {
    public OperatorNote {
        by = Words.keepable(by);
        why = Words.keepable(why);
        if (by.isBlank()) {
            throw new IllegalArgumentException("by must say who does it");
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("why must give a reason");
        }
    }

    @Override
    public String toString() {
        return by + ": " + why;
    }
}
