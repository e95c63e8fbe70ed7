package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Names;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The run in one line: each contender at the number of callers that it is best at, by the median over the rounds. */
record Headline(Figures<TripMeasurement> figures) {
    private record Ratio(String name, Way way, String one, String other) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("engine_vs_dbos", Way.FORWARD, Names.ENGINE, Names.DBOS),
            new Ratio("engine_vs_dbos_failing", Way.FAILING, Names.ENGINE, Names.DBOS),
            new Ratio("engine_vs_bare", Way.FORWARD, Names.ENGINE, Names.BARE),
            new Ratio("system_vs_ceiling", Way.FORWARD, Names.SYSTEM, Names.CEILING));

    /** Ratios of those who were measured. */
    String line() {
        return RATIOS.stream()
                .filter(ratio -> has(ratio.one()) && has(ratio.other()))
                .map(ratio -> String.format(
                        Locale.ROOT,
                        "%s=%.2f",
                        ratio.name(),
                        best(ratio.way(), ratio.one()) / best(ratio.way(), ratio.other())))
                .collect(Collectors.joining(" ", "bench: ", ""));
    }

    private boolean has(String contender) {
        return figures.cells().stream().anyMatch(cell -> cell.contender().equals(contender));
    }

    private double best(Way way, String contender) {
        return figures.rate(figures.best(way.label(), List.of(contender))).median();
    }
}
