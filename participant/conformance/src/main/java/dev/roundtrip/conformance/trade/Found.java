package dev.roundtrip.conformance.trade;

/** What a search says of the inventory on one day. */
public sealed interface Found {
    /** It is on sale, and so much is left. */
    record Left(int units) implements Found {}

    /** It isn't on sale as it should be; the sentence says what is missing. */
    record Missing(String sentence) implements Found {}
}
