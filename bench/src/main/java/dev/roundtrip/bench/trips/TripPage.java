package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures as a page to be read: what is said of them is in a text of its own, with places for tables. */
record TripPage(TripFigures figures, Machine machine, Plan plan) {
    private static final String TEMPLATE = "/trips/page.md";
    /** What is measured against, as the peer's own module has it. */
    static final String DBOS_VERSION = "1.1.0-m6";

    String text() {
        return Markdown.template(TEMPLATE)
                .replace("{{line}}", new Headline(figures.closed()).line())
                .replace("{{dbos}}", DBOS_VERSION)
                .replace("{{rounds}}", Integer.toString(plan.rounds()))
                .replace("{{window}}", number("%.2f", plan.look().window().toMillis() / 1000.0))
                .replace("{{best}}", best())
                .replace("{{forward}}", table(Way.FORWARD))
                .replace("{{failing}}", table(Way.FAILING))
                .replace("{{open}}", open())
                .replace(
                        "{{alone}}",
                        Alone.in(figures).map(Alone::table).orElse("Not measured with one caller in this run."))
                .replace("{{cost}}", cost())
                .replace(
                        "{{machine}}",
                        Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue())));
    }

    /** One line for each contender: what the README shows too. */
    String best() {
        return Markdown.table(
                List.of(
                        "",
                        "forward, trips/s",
                        "failing, trips/s",
                        "alone: p50 / p99, ms",
                        "commits a trip",
                        "CPU a trip, ms",
                        "memory, MiB"),
                plan.contenders(),
                name -> {
                    var forward = bestOf(Way.FORWARD, name);
                    return List.of(
                            "`" + name + "`",
                            atItsBest(forward),
                            atItsBest(bestOf(Way.FAILING, name)),
                            alone(name),
                            median(forward, "%.2f", measured -> measured.cost().commits()),
                            median(forward, "%.2f", measured -> measured.cost().servingCpu()),
                            memory(forward));
                });
    }

    private Cell bestOf(Way way, String name) {
        return figures.closed().best(way.label(), List.of(name));
    }

    private String atItsBest(Cell cell) {
        return number("%,.0f", figures.closed().rate(cell).median()) + ", " + cell.concurrency() + " callers";
    }

    /** Of one caller, where that was measured. */
    private String alone(String name) {
        var cell = new Cell(name, Way.FORWARD.label(), 1);
        return figures.closed().cells().contains(cell)
                ? median(cell, "%.2f", measured -> measured.latency().p50()) + " / "
                        + median(cell, "%.2f", measured -> measured.latency().p99())
                : "";
    }

    private String memory(Cell cell) {
        var resident =
                figures.closed().spread(cell, TripMeasurement::frontMebibytes).median();
        return resident == 0 ? "" : number("%.0f", resident);
    }

    private String table(Way way) {
        var cells = cells(figures.closed(), Comparator.comparing(Cell::concurrency))
                .filter(cell -> cell.shape().equals(way.label()))
                .toList();
        return Markdown.table(
                List.of("callers", "", "trips/s", "latency, ms", "refused"),
                cells,
                cell -> List.of(
                        Integer.toString(cell.concurrency()),
                        "`" + cell.contender() + "`",
                        rate(figures.closed(), cell),
                        latency(figures.closed(), cell),
                        refused(figures.closed(), cell)));
    }

    private String open() {
        return Markdown.table(
                List.of("", "", "offered, trips/s", "ended, trips/s", "latency, ms", "refused"),
                cells(figures.open(), Comparator.comparing(Cell::shape)).toList(),
                cell -> List.of(
                        cell.shape(),
                        "`" + cell.contender() + "`",
                        number("%,d", cell.concurrency()),
                        rate(figures.open(), cell),
                        latency(figures.open(), cell),
                        refused(figures.open(), cell)));
    }

    private String cost() {
        return Markdown.table(
                List.of(
                        "",
                        "callers",
                        "",
                        "commits",
                        "WAL bytes",
                        "front",
                        "services",
                        "PostgreSQL",
                        "stubs",
                        "serving",
                        "load generator",
                        "resident, MiB",
                        "live heap, MiB"),
                cells(
                                figures.closed(),
                                Comparator.comparing(Cell::shape).reversed().thenComparing(Cell::concurrency))
                        .toList(),
                this::costs);
    }

    private List<String> costs(Cell cell) {
        return List.of(
                cell.shape(),
                Integer.toString(cell.concurrency()),
                "`" + cell.contender() + "`",
                median(cell, "%.2f", measured -> measured.cost().commits()),
                median(cell, "%,.0f", measured -> measured.cost().walBytes()),
                cpu(cell, Contender.FRONT),
                cpu(cell, Contender.SERVICES),
                cpu(cell, Cost.POSTGRES),
                cpu(cell, Contender.STUBS),
                median(cell, "%.3f", measured -> measured.cost().servingCpu()),
                cpu(cell, Cost.CLIENT),
                memory(cell),
                figures.liveHeap().containsKey(cell.contender())
                        ? number("%.0f", figures.liveHeap().get(cell.contender()))
                        : "");
    }

    private String cpu(Cell cell, String part) {
        return median(cell, "%.3f", measured -> measured.cost().cpu(part));
    }

    private static Stream<Cell> cells(Figures<TripMeasurement> figures, Comparator<Cell> order) {
        return figures.cells().stream().sorted(order.thenComparing(cell -> Names.ALL.indexOf(cell.contender())));
    }

    private static String rate(Figures<TripMeasurement> figures, Cell cell) {
        var spread = figures.rate(cell);
        return number("%,.0f", spread.median()) + " (" + number("%,.0f", spread.least()) + " to "
                + number("%,.0f", spread.most()) + ")";
    }

    private static String refused(Figures<TripMeasurement> figures, Cell cell) {
        return number("%,.0f", figures.spread(cell, TripMeasurement::refused).median());
    }

    private static String latency(Figures<TripMeasurement> figures, Cell cell) {
        return Stream.<ToDoubleFunction<TripMeasurement>>of(
                        measured -> measured.latency().p50(),
                        measured -> measured.latency().p99(),
                        measured -> measured.latency().p999())
                .map(figure -> number("%.2f", figures.spread(cell, figure).median()))
                .reduce((one, next) -> one + " / " + next)
                .orElseThrow();
    }

    private String median(Cell cell, String format, ToDoubleFunction<TripMeasurement> figure) {
        return number(format, figures.closed().spread(cell, figure).median());
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
