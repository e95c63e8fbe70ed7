package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.TripMeasurement;
import java.util.List;
import java.util.Locale;

/**
 * What was found.
 *
 * @param sagas how many trips the grown journal was given
 * @param size what was in it then, in words
 * @param touches what a trip put into the log before, from a checkpoint on
 * @param figures of both at work
 * @param reads of both
 * @param plans of what the grown one's database was asked
 */
record Growth(int sagas, String size, Touches touches, Figures<TripMeasurement> figures, Reads reads, Plans plans) {
    /** The run in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "growth: sagas=%d grown_vs_small=%.2f grown_vs_small_failing=%.2f list_p99_ms=%.1f slowest_statement_ms=%.1f",
                sagas,
                ratio(Way.FORWARD),
                ratio(Way.FAILING),
                reads.mostMillis(),
                plans.mostMillis());
    }

    private double ratio(Way way) {
        return best(way, Names.GROWN) / best(way, Names.ENGINE);
    }

    private double best(Way way, String contender) {
        return figures.rate(figures.best(way.label(), List.of(contender))).median();
    }
}
