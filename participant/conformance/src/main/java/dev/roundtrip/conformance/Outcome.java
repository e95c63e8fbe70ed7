package dev.roundtrip.conformance;

import java.util.List;

/** How a participant fared with one rule. */
public sealed interface Outcome {
    /**
     * It keeps it.
     *
     * @param note what was sent and what came back, in a sentence
     */
    record Passed(String note) implements Outcome {}

    /**
     * It doesn't.
     *
     * @param expected what should have come
     * @param actual what did
     * @param exchanges what was sent and what came back
     */
    record Failed(String expected, String actual, List<String> exchanges) implements Outcome {}

    /** It was not asked. */
    record Skipped(String why) implements Outcome {}
}
