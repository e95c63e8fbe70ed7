package dev.roundtrip.chaos.soak;

/**
 * One thing that is sampled again and again.
 *
 * @param subject of what: a process, a table
 * @param measure what of it
 */
record Column(String subject, Measure measure) {
    /** As files call it. */
    String label() {
        return subject + " " + measure.label();
    }
}
