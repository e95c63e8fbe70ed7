package dev.roundtrip.conformance;

/** The suite can't be run as it was asked for; the message is one sentence for whoever asked, and nothing was changed. */
public final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misuse(String sentence) {
        super(sentence);
    }
}
