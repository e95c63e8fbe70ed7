package dev.roundtrip.chaos.overload;

import org.HdrHistogram.Histogram;

/** How many answers there were, and after how many milliseconds. */
record Latency(long number, double p50, double p99, double most) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI);
    }
}
