package dev.roundtrip.bench.report;

import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.load.Look.Window;
import dev.roundtrip.bench.load.Reading;
import java.time.Duration;

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
        int round, Cell cell, double pairsPerSecond, Latency reserve, Latency cancel, long busy, PairCost cost)
        implements Measured {
    /** The part that is measured beside PostgreSQL and the load generator. */
    public static final String SERVICE = "service";

    private static final double NANOS_PER_MILLI = 1e6;

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
    public static Measurement of(int round, Cell cell, Window<Reading> window) {
        var reading = window.reading();
        double pairs = reading.pairs();
        var cost = window.cost();
        return new Measurement(
                round,
                cell,
                window.perSecond(reading.pairs()),
                Latency.of(reading.reserves()),
                Latency.of(reading.cancels()),
                reading.busy(),
                new PairCost(
                        cost.transactions() / pairs,
                        cost.walBytes() / pairs,
                        millis(cost.cpu(SERVICE)) / pairs,
                        millis(cost.cpu(Cost.POSTGRES)) / pairs,
                        millis(cost.cpu(Cost.CLIENT)) / pairs));
    }

    @Override
    public double perSecond() {
        return pairsPerSecond;
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }
}
