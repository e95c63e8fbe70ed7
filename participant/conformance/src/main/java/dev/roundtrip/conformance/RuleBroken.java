package dev.roundtrip.conformance;

/** The participant did something else than a rule asks for. */
public final class RuleBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;

    /**
     * @param expected what should have come, for people
     * @param actual what did
     */
    public RuleBroken(String expected, String actual) {
        super(actual);
        this.expected = expected;
    }

    /** What should have come. */
    public String expected() {
        return expected;
    }
}
