package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.report.Figures;
import java.util.Map;

/**
 * All that a run measured.
 *
 * @param closed with so many callers at once
 * @param open at a rate of their own: the shape is the {@link Offer}'s, and its rate is in the place of callers
 * @param liveHeap mebibytes alive in the processes that take the calls, at the end of the run, by contender
 * @param commitMillis how long a commit with one row in it took, by itself; 0 when that was not measured
 */
public record TripFigures(
        Figures<TripMeasurement> closed,
        Figures<TripMeasurement> open,
        Map<String, Double> liveHeap,
        double commitMillis) {
    public TripFigures {
        liveHeap = Map.copyOf(liveHeap);
    }
}
