package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.TripCsv;
import dev.roundtrip.bench.trips.TripMeasurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was found, as a page to be read, and the files beside it. */
record GrowthPage(Growth growth, Machine machine, Plan plan) {
    private static final String TEMPLATE = "/growth/page.md";

    void write(Path folder) {
        var raw = folder.resolve("growth");
        try {
            Files.createDirectories(raw);
            Files.writeString(raw.resolve("closed-loop.csv"), TripCsv.of(growth.figures(), "way", "callers"));
            Files.writeString(raw.resolve("plans.txt"), growth.plans().text());
            Files.writeString(raw.resolve("machine.txt"), machine.lines());
            Files.writeString(folder.resolve("growth.md"), text());
        } catch (IOException e) {
            throw new BenchFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    String text() {
        return Markdown.template(TEMPLATE)
                .replace("{{line}}", growth.line())
                .replace("{{size}}", growth.size())
                .replace("{{rounds}}", Integer.toString(plan.rounds()))
                .replace("{{window}}", number("%.2f", plan.look().window().toMillis() / 1000.0))
                .replace("{{speed}}", speed())
                .replace("{{look}}", growth.touches().length())
                .replace("{{touches-small}}", growth.touches().words(Names.ENGINE))
                .replace("{{touches-grown}}", growth.touches().words(Names.GROWN))
                .replace("{{reads}}", reads())
                .replace("{{plans}}", plans())
                .replace(
                        "{{machine}}",
                        Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue())));
    }

    private String speed() {
        var cells = growth.figures().cells().stream()
                .filter(cell -> cell.contender().equals(Names.ENGINE))
                .sorted(Comparator.comparing(Cell::shape).reversed().thenComparing(Cell::concurrency))
                .toList();
        return Markdown.table(
                List.of(
                        "",
                        "callers",
                        "small, trips/s",
                        "grown, trips/s",
                        "grown / small",
                        "small, p50 / p99 ms",
                        "grown"),
                cells,
                small -> {
                    var grown = new Cell(Names.GROWN, small.shape(), small.concurrency());
                    return List.of(
                            small.shape(),
                            Integer.toString(small.concurrency()),
                            rate(small),
                            rate(grown),
                            number(
                                    "%.2f",
                                    median(grown, TripMeasurement::perSecond)
                                            / median(small, TripMeasurement::perSecond)),
                            latency(small),
                            latency(grown));
                });
    }

    private String reads() {
        return Markdown.table(
                List.of("", "small, p50 / p99 ms", "grown, p50 / p99 ms"),
                growth.reads().grown().keySet(),
                look -> List.of(
                        look,
                        latency(growth.reads().small().get(look)),
                        latency(growth.reads().grown().get(look))));
    }

    private String plans() {
        return Markdown.table(
                List.of("at most, ms", "statement"),
                growth.plans().slowest(),
                plan -> List.of(number("%.2f", plan.millis()), "`" + plan.name().replace("|", "\\|") + "`"));
    }

    private String rate(Cell cell) {
        var spread = growth.figures().rate(cell);
        return number("%,.0f", spread.median()) + " (" + number("%,.0f", spread.least()) + " to "
                + number("%,.0f", spread.most()) + ")";
    }

    private String latency(Cell cell) {
        return number("%.2f", median(cell, measured -> measured.latency().p50())) + " / "
                + number("%.2f", median(cell, measured -> measured.latency().p99()));
    }

    private static String latency(Latency latency) {
        return number("%.2f", latency.p50()) + " / " + number("%.2f", latency.p99());
    }

    private double median(Cell cell, ToDoubleFunction<TripMeasurement> figure) {
        return growth.figures().spread(cell, figure).median();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
