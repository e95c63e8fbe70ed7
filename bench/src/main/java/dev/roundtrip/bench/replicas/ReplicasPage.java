package dev.roundtrip.bench.replicas;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.report.Plot;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.TripCsv;
import dev.roundtrip.bench.trips.TripMeasurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What was found, as a page to be read, and the files beside it. */
record ReplicasPage(Replicas replicas, Machine machine, Plan plan) {
    private static final String TEMPLATE = "/replicas/page.md";
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double MILLIS_PER_SECOND = 1000;

    void write(Path folder) {
        var raw = folder.resolve("replicas");
        try {
            Files.createDirectories(raw);
            Files.writeString(raw.resolve("closed-loop.csv"), TripCsv.of(replicas.figures(), "way", "callers"));
            Files.writeString(raw.resolve("machine.txt"), machine.lines());
            Files.writeString(raw.resolve("trips-per-second.svg"), plot());
            Files.writeString(folder.resolve("replicas.md"), text());
        } catch (IOException e) {
            throw new BenchFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    String text() {
        return Markdown.template(TEMPLATE)
                .replace("{{line}}", replicas.line())
                .replace("{{rounds}}", Integer.toString(plan.rounds()))
                .replace("{{window}}", number("%.2f", plan.look().window().toMillis() / MILLIS_PER_SECOND))
                .replace("{{speed}}", speed())
                .replace("{{journal}}", journal())
                .replace(
                        "{{machine}}",
                        Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue())));
    }

    private String plot() {
        return Plot.svg(Stream.of(Way.values())
                .map(way -> new Plot(
                        way.label() + ": trips per second, by callers",
                        plan.concurrencies().stream().map(Object::toString).toList(),
                        plan.contenders().stream()
                                .map(contender -> new Plot.Line(
                                        contender,
                                        plan.concurrencies().stream()
                                                .map(callers -> replicas.figures()
                                                        .rate(new Cell(contender, way.label(), callers)))
                                                .toList()))
                                .toList()))
                .toList());
    }

    private String speed() {
        return Markdown.table(
                List.of("", "callers", "one, trips/s", "two, trips/s", "two / one", "one, p50 / p99 ms", "two"),
                replicas.alone(),
                one -> {
                    var two = Replicas.together(one);
                    return List.of(
                            one.shape(),
                            Integer.toString(one.concurrency()),
                            rate(one),
                            rate(two),
                            number("%.2f", replicas.ratio(one)),
                            latency(one),
                            latency(two));
                });
    }

    private String journal() {
        return Markdown.table(
                List.of(
                        "",
                        "callers",
                        "",
                        "commits/s",
                        "trips a commit",
                        "WAL, MB/s",
                        "WAL bytes a trip",
                        "PostgreSQL, CPU ms a trip",
                        "PostgreSQL, processors",
                        "orchestrators, processors"),
                replicas.alone().stream()
                        .flatMap(one -> Stream.of(one, Replicas.together(one)))
                        .toList(),
                this::journal);
    }

    private List<String> journal(Cell cell) {
        return List.of(
                cell.shape(),
                Integer.toString(cell.concurrency()),
                "`" + cell.contender() + "`",
                median(
                        cell,
                        "%,.0f",
                        measured -> measured.perSecond() * measured.cost().commits()),
                median(cell, "%.1f", measured -> 1 / measured.cost().commits()),
                median(
                        cell,
                        "%.1f",
                        measured -> measured.perSecond() * measured.cost().walBytes() / BYTES_PER_MEGABYTE),
                median(cell, "%,.0f", measured -> measured.cost().walBytes()),
                median(cell, "%.3f", measured -> cpu(measured, Cost.POSTGRES)),
                median(cell, "%.2f", measured -> processors(measured, Cost.POSTGRES)),
                median(cell, "%.2f", measured -> processors(measured, Contender.FRONT)));
    }

    private static double cpu(TripMeasurement measured, String part) {
        return measured.cost().cpu().get(part);
    }

    /** How many were busy with it. */
    private static double processors(TripMeasurement measured, String part) {
        return cpu(measured, part) * measured.perSecond() / MILLIS_PER_SECOND;
    }

    private String rate(Cell cell) {
        var spread = replicas.figures().rate(cell);
        return number("%,.0f", spread.median()) + " (" + number("%,.0f", spread.least()) + " to "
                + number("%,.0f", spread.most()) + ")";
    }

    private String latency(Cell cell) {
        return median(cell, "%.2f", measured -> measured.latency().p50()) + " / "
                + median(cell, "%.2f", measured -> measured.latency().p99());
    }

    private String median(Cell cell, String format, ToDoubleFunction<TripMeasurement> figure) {
        return number(format, replicas.figures().spread(cell, figure).median());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
