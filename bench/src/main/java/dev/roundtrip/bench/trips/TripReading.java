package dev.roundtrip.bench.trips;

import org.HdrHistogram.Histogram;

/**
 * What was heard within a time.
 *
 * @param latencies nanoseconds of each trip that ended, from when it was first asked for
 * @param refused how often one was told to come back
 */
record TripReading(Histogram latencies, long refused) {
    long trips() {
        return latencies.getTotalCount();
    }
}
