package dev.roundtrip.saga.journal;

/**
 * The journal could not be reached, or was lost while it worked: whether the write happened is not known, and repeating it
 * later is the way to find out.
 */
public final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is one sentence for a person. */
    public JournalUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
