package dev.roundtrip.saga.journal;

/** A row that this release can't make sense of. */
public final class UnreadableJournal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message says which row and what is wrong with it. */
    public UnreadableJournal(String message, Throwable cause) {
        super(message, cause);
    }
}
