package dev.roundtrip.bench.replicas;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.TripMeasurement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Two engines on one journal, held against one by itself with as many callers. */
record Replicas(Figures<TripMeasurement> figures) {
    /** What one does by itself, in the order in which it is told. */
    List<Cell> alone() {
        return List.of(Way.values()).stream()
                .flatMap(way -> figures.cells().stream()
                        .filter(cell -> cell.contender().equals(Names.ENGINE)
                                && cell.shape().equals(way.label())))
                .toList();
    }

    /** The two, with as many callers and the same trips. */
    static Cell together(Cell alone) {
        return new Cell(Names.TWO_ENGINES, alone.shape(), alone.concurrency());
    }

    /** Less than one: two do less together than one does by itself. */
    double ratio(Cell alone) {
        return figures.rate(together(alone)).median() / figures.rate(alone).median();
    }

    /** The run in one line. */
    String line() {
        return alone().stream()
                .map(cell -> String.format(
                        Locale.ROOT, "two_vs_one_%s_%d=%.2f", cell.shape(), cell.concurrency(), ratio(cell)))
                .collect(Collectors.joining(" ", "replicas: ", ""));
    }
}
