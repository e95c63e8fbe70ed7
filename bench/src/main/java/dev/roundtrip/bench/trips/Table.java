package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Contender;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The medians, for who watches the run. */
public record Table(Figures<TripMeasurement> figures) {
    /** One line for each. */
    public void print(PrintStream out) {
        out.printf(
                "%n%-8s %5s %-8s %9s %8s %8s %8s %8s %8s | %s%n",
                "",
                "calls",
                "",
                "trips/s",
                "p50 ms",
                "p99",
                "p99.9",
                "commits",
                "WAL B",
                "CPU ms: front, services, postgres, stubs, client");
        figures.cells().stream()
                .sorted(Comparator.comparing(Cell::shape).reversed().thenComparing(Cell::concurrency))
                .forEach(cell -> out.println(line(cell)));
        out.println();
    }

    private String line(Cell cell) {
        return String.format(
                Locale.ROOT,
                "%-8s %5d %-8s %,9.0f %8.2f %8.2f %8.2f %8.2f %,8.0f | %.3f %.3f %.3f %.3f %.3f",
                cell.shape(),
                cell.concurrency(),
                cell.contender(),
                figures.rate(cell).median(),
                median(cell, measured -> measured.latency().p50()),
                median(cell, measured -> measured.latency().p99()),
                median(cell, measured -> measured.latency().p999()),
                median(cell, measured -> measured.cost().commits()),
                median(cell, measured -> measured.cost().walBytes()),
                cpu(cell, Contender.FRONT),
                cpu(cell, Contender.SERVICES),
                cpu(cell, Cost.POSTGRES),
                cpu(cell, Contender.STUBS),
                cpu(cell, Cost.CLIENT));
    }

    private double cpu(Cell cell, String part) {
        return median(cell, measured -> measured.cost().cpu(part));
    }

    private double median(Cell cell, ToDoubleFunction<TripMeasurement> figure) {
        return figures.spread(cell, figure).median();
    }
}
