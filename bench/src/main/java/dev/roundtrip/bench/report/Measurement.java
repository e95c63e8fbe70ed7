package dev.roundtrip.bench.report;

import dev.roundtrip.bench.load.ClosedLoop.Window;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one contender once.
 *
 * @param round from 1
 * @param cell of what
 * @param pairsPerSecond a reserve and its cancel are one
 * @param reserve how long a reserve took
 * @param cancel how long a cancel took
 * @param busy reserves that were refused because too many wanted the same
 * @param cost of one pair
 */
public record Measurement(
        int round, Cell cell, double pairsPerSecond, Latency reserve, Latency cancel, long busy, PairCost cost) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * What is measured again in every round.
     *
     * @param contender who works
     * @param shape on what
     * @param concurrency how many at once
     */
    public record Cell(String contender, String shape, int concurrency) {}

    /** Milliseconds: half of the calls took no longer, and 99 in 100. */
    public record Latency(double p50, double p99) {
        static Latency of(Histogram nanos) {
            return new Latency(
                    nanos.getValueAtPercentile(50) / NANOS_PER_MILLI, nanos.getValueAtPercentile(99) / NANOS_PER_MILLI);
        }
    }

    /**
     * What one pair costs.
     *
     * @param transactions that wrote something
     * @param walBytes of the write-ahead log
     * @param serviceCpu milliseconds of processor time, as the next two
     * @param postgresCpu of PostgreSQL
     * @param clientCpu of the load generator
     */
    public record PairCost(
            double transactions, double walBytes, double serviceCpu, double postgresCpu, double clientCpu) {}

    /** Of what was seen of a contender at work. */
    public static Measurement of(int round, Cell cell, Window window) {
        var reading = window.reading();
        double pairs = reading.pairs();
        var cost = window.cost();
        return new Measurement(
                round,
                cell,
                window.pairsPerSecond(),
                Latency.of(reading.reserves()),
                Latency.of(reading.cancels()),
                reading.busy(),
                new PairCost(
                        cost.transactions() / pairs,
                        cost.walBytes() / pairs,
                        millis(cost.service()) / pairs,
                        millis(cost.postgres()) / pairs,
                        millis(cost.client()) / pairs));
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }
}
