package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.report.Figures;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every single measurement, for those who want to reckon themselves. */
public final class TripCsv {
    private static final String HEADER =
            "round,contender,%s,%s,trips_per_second,p50_ms,p99_ms,p999_ms,refused,commits_per_trip,"
                    + "wal_bytes_per_trip,%s,front_rss_mib";

    private TripCsv() {}

    /**
     * One line each, under a line of names.
     *
     * @param shape what tells measurements of a contender apart
     * @param concurrency and this
     */
    public static String of(Figures<TripMeasurement> figures, String shape, String concurrency) {
        var parts = TripMeasurement.PARTS.stream()
                .map(part -> part + "_cpu_ms_per_trip")
                .collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of(HEADER.formatted(shape, concurrency, parts)),
                        figures.measurements().stream().map(TripCsv::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(TripMeasurement measured) {
        var cell = measured.cell();
        var cost = measured.cost();
        var latency = measured.latency();
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%.1f,%.3f,%.3f,%.3f,%d,%.4f,%.0f,%s,%.0f",
                measured.round(),
                cell.contender(),
                cell.shape(),
                cell.concurrency(),
                measured.perSecond(),
                latency.p50(),
                latency.p99(),
                latency.p999(),
                measured.refused(),
                cost.commits(),
                cost.walBytes(),
                TripMeasurement.PARTS.stream()
                        .map(part -> String.format(Locale.ROOT, "%.4f", cost.cpu(part)))
                        .collect(Collectors.joining(",")),
                measured.frontMebibytes());
    }
}
