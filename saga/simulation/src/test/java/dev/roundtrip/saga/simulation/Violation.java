package dev.roundtrip.saga.simulation;

/**
 * Something that must never be so, and is.
 *
 * @param invariant which rule it breaks
 * @param what what was found
 */
record Violation(Invariant invariant, String what) {

    /** The rules; the numbers are those of the design. */
    enum Invariant {
        ALL_OR_NOTHING("1, all or nothing"),
        STOCK("2, the stock adds up"),
        ORDER("3, the order of first cancels"),
        HISTORY("4, one history, one end"),
        ACKNOWLEDGED("5, what was said stays so"),
        ONE_SAGA_PER_REQUEST("6, one saga per request"),
        COMMITTED_FIRST("committed before it is acted upon"),
        COMES_TO_AN_END("every saga ends"),
        MAKES_SENSE("no error of its own");

        private final String words;

        Invariant(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public String toString() {
        return "[" + invariant + "] " + what;
    }
}
