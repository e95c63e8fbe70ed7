package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.TripReading;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.load.Look.Window;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.report.Measured;
import dev.roundtrip.bench.stage.Contender;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured of one contender once.
 *
 * @param round from 1
 * @param cell of what
 * @param perSecond trips that ended
 * @param latency of a trip, as its caller sees it
 * @param refused calls that found no room
 * @param cost of one trip
 * @param frontMebibytes of memory that the process has which takes the calls
 */
public record TripMeasurement(
        int round, Cell cell, double perSecond, Latency latency, long refused, TripCost cost, double frontMebibytes)
        implements Measured {

    /** Whose processor time is told, in this order. */
    static final List<String> PARTS =
            List.of(Contender.FRONT, Contender.SERVICES, Cost.POSTGRES, Contender.STUBS, Cost.CLIENT);

    /**
     * What one trip costs.
     *
     * @param commits that wrote something
     * @param walBytes of the write-ahead log
     * @param cpu milliseconds of processor time, by part
     */
    public record TripCost(double commits, double walBytes, Map<String, Double> cpu) {
        private static final double NANOS_PER_MILLI = 1e6;

        public TripCost {
            cpu = Map.copyOf(cpu);
        }

        static TripCost of(Cost.Spent spent, long trips) {
            return new TripCost(
                    (double) spent.transactions() / trips,
                    (double) spent.walBytes() / trips,
                    PARTS.stream()
                            .collect(Collectors.toMap(
                                    part -> part, part -> spent.cpu(part).toNanos() / NANOS_PER_MILLI / trips)));
        }

        /** Of one part. */
        double cpu(String part) {
            return cpu.get(part);
        }

        /** Of all that serve, which the load generator does not. */
        double servingCpu() {
            return PARTS.stream()
                    .filter(part -> !part.equals(Cost.CLIENT))
                    .mapToDouble(this::cpu)
                    .sum();
        }
    }

    /** Of what was seen of a contender at work. */
    static TripMeasurement of(int round, Cell cell, Window<TripReading> window, double frontMebibytes) {
        var trips = window.reading().trips();
        return new TripMeasurement(
                round,
                cell,
                window.perSecond(trips),
                Latency.of(window.reading().latencies()),
                window.reading().refused(),
                TripCost.of(window.cost(), trips),
                frontMebibytes);
    }
}
