package dev.roundtrip.bench.booking;

import org.HdrHistogram.Histogram;

/**
 * What was heard within a time.
 *
 * @param latencies nanoseconds of each trip that ended, from when it was first asked for
 * @param refused how often one was told to come back
 */
public record TripReading(Histogram latencies, long refused) {
    /** How many ended. */
    public long trips() {
        return latencies.getTotalCount();
    }
}
