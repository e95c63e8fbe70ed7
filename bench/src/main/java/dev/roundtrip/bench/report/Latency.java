package dev.roundtrip.bench.report;

import org.HdrHistogram.Histogram;

/**
 * Milliseconds: half of the calls took no longer, 99 in 100, 999 in 1000.
 *
 * @param p50 of half of them
 * @param p99 of 99 in 100
 * @param p999 of 999 in 1000
 */
public record Latency(double p50, double p99, double p999) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of what was taken down in nanoseconds. */
    public static Latency of(Histogram nanos) {
        return new Latency(millis(nanos, 50), millis(nanos, 99), millis(nanos, 99.9));
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}
