package dev.roundtrip.saga.journal;

/**
 * The journal could not be reached, or was lost while it worked, or did not get done in time: whether the write happened is not
 * known, and repeating it later is the way to find out.
 */
public final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean perhapsOneOfMany;

    /** The message is one sentence for a person. */
    public JournalUnavailable(String message, Throwable cause) {
        this(message, cause, false);
    }

    private JournalUnavailable(String message, Throwable cause, boolean perhapsOneOfMany) {
        super(message, cause);
        this.perhapsOneOfMany = perhapsOneOfMany;
    }

    /** The same of a journal that can be reached, and gave up because of something that may concern one entry of many. */
    public static JournalUnavailable perhapsForOneOfMany(String message, Throwable cause) {
        return new JournalUnavailable(message, cause, true);
    }

    /**
     * Whether one entry of what was written together may have been in the way of all, as a saga whose row somebody keeps locked:
     * of an append nothing is written then, and the others may be by themselves.
     */
    public boolean perhapsOneOfMany() {
        return perhapsOneOfMany;
    }
}
