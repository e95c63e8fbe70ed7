package dev.roundtrip.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a meter took down within a time.
 *
 * @param reserves nanoseconds of each reserve that was answered by a reservation
 * @param cancels nanoseconds of each cancel
 * @param busy reserves that were refused because too many wanted the same
 */
public record Reading(Histogram reserves, Histogram cancels, long busy) {

    /** How many pairs of a reserve and its cancel were done. */
    public long pairs() {
        return cancels.getTotalCount();
    }
}
