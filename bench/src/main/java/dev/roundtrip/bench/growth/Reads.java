package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.report.Latency;
import java.util.SequencedMap;

/**
 * How long looks took.
 *
 * @param small in a journal with next to nothing in it, by what was looked for
 * @param grown in the one with all the trips
 */
record Reads(SequencedMap<String, Latency> small, SequencedMap<String, Latency> grown) {
    /** The longest that one in a hundred took, in the grown one. */
    double mostMillis() {
        return grown.values().stream().mapToDouble(Latency::p99).max().orElse(0);
    }
}
