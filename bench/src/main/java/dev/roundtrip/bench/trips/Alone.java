package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.stage.Names;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long one trip takes with nobody beside it, and how long it may: as long as its calls take by themselves, the commits that it
 * waits for, and a millisecond. All of it is of the same run.
 *
 * @param figures of one caller, among others
 * @param commitMillis how long a commit takes by itself
 */
record Alone(Figures<TripMeasurement> figures, double commitMillis) {
    private static final double OF_ITS_OWN_MILLIS = 1;

    /** Empty when the engine, or the calls alone, or commits, were not measured with one caller. */
    static Optional<Alone> in(TripFigures figures) {
        boolean measured = figures.commitMillis() > 0
                && List.of(Way.values()).stream()
                        .allMatch(way -> figures.closed().cells().contains(cell(Names.ENGINE, way))
                                && figures.closed().cells().contains(cell(Names.BARE, way)));
        return measured ? Optional.of(new Alone(figures.closed(), figures.commitMillis())) : Optional.empty();
    }

    private static Cell cell(String contender, Way way) {
        return new Cell(contender, way.label(), 1);
    }

    /** The start and the end; and the turn, of one that fails. */
    static int waitedCommits(Way way) {
        return switch (way) {
            case FORWARD -> 2;
            case FAILING -> 3;
        };
    }

    double allowed(Way way) {
        return p50(Names.BARE, way) + waitedCommits(way) * commitMillis + OF_ITS_OWN_MILLIS;
    }

    double p50(String contender, Way way) {
        return figures.spread(
                        cell(contender, way), measured -> measured.latency().p50())
                .median();
    }

    /** The whole question in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "alone: engine_p50_ms=%.2f allowed_ms=%.2f failing_p50_ms=%.2f allowed_failing_ms=%.2f commit_ms=%.2f",
                p50(Names.ENGINE, Way.FORWARD),
                allowed(Way.FORWARD),
                p50(Names.ENGINE, Way.FAILING),
                allowed(Way.FAILING),
                commitMillis);
    }

    /** What it is made up of. */
    String table() {
        return Markdown.table(
                List.of(
                        "",
                        "`bare`, p50 ms",
                        "waited commits",
                        "each, ms",
                        "`engine` may take, ms",
                        "`engine`, p50 ms"),
                List.of(Way.values()),
                way -> List.of(
                        way.label(),
                        millis(p50(Names.BARE, way)),
                        Integer.toString(waitedCommits(way)),
                        millis(commitMillis),
                        millis(allowed(way)),
                        millis(p50(Names.ENGINE, way))));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
