package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.report.Measurement;
import dev.roundtrip.bench.report.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures as a page to be read: what is said of them is in a text of its own, with places for tables. */
record Page(Figures<Measurement> figures, Machine machine, Plan plan) {
    private static final String TEMPLATE = "/participants/page.md";

    String text() {
        return Markdown.template(TEMPLATE)
                .replace("{{summary}}", summary())
                .replace("{{hot}}", table(Shape.HOT))
                .replace("{{many}}", table(Shape.MANY))
                .replace("{{cost}}", costs())
                .replace("{{machine}}", facts())
                .replace("{{rounds}}", Integer.toString(plan.rounds()))
                .replace("{{window}}", number("%.2f", plan.look().window().toMillis() / 1000.0))
                .replace("{{flights}}", Integer.toString(FlightStock.MANY))
                .replace("{{busy}}", Long.toString(busy()))
                .replace("{{line}}", Headline.of(figures).line());
    }

    /** Reserves that were refused because too many wanted the same, in the whole run. */
    private long busy() {
        return figures.measurements().stream().mapToLong(Measurement::busy).sum();
    }

    private String summary() {
        return Markdown.rows(List.of(Shape.HOT, Shape.MANY), shape -> {
            var service = figures.best(shape, Headline.SERVICE);
            var sql = figures.best(shape, Headline.SQL);
            var ratio = figures.rate(service).median() / figures.rate(sql).median();
            return List.of(
                    shape,
                    rate(service) + ", " + service.concurrency() + " at once",
                    rate(sql) + ", " + sql.concurrency() + " at once, `" + sql.contender() + "`",
                    number("%.2f", ratio));
        });
    }

    private String table(String shape) {
        var cells = figures.cells().stream()
                .filter(cell -> cell.shape().equals(shape))
                .sorted(Comparator.comparingInt(Cell::concurrency).thenComparing(Cell::contender))
                .toList();
        return Markdown.rows(
                cells,
                cell -> List.of(
                        Integer.toString(cell.concurrency()),
                        "`" + cell.contender() + "`",
                        rate(cell),
                        both(cell, measured -> measured.reserve().p50(), measured -> measured.reserve()
                                .p99()),
                        both(cell, measured -> measured.cancel().p50(), measured -> measured.cancel()
                                .p99())));
    }

    /** Where each is best. */
    private String costs() {
        var cells = Stream.of(Shape.HOT, Shape.MANY)
                .flatMap(shape -> contendersOn(shape).map(contender -> figures.best(shape, List.of(contender))))
                .toList();
        return Markdown.rows(
                cells,
                cell -> List.of(
                        cell.shape(),
                        "`" + cell.contender() + "`",
                        Integer.toString(cell.concurrency()),
                        median(cell, "%.2f", measured -> measured.cost().transactions()),
                        median(cell, "%,.0f", measured -> measured.cost().walBytes()),
                        median(cell, "%.2f", measured -> measured.cost().serviceCpu()),
                        median(cell, "%.2f", measured -> measured.cost().postgresCpu()),
                        median(cell, "%.2f", measured -> measured.cost().clientCpu())));
    }

    private Stream<String> contendersOn(String shape) {
        return figures.cells().stream()
                .filter(cell -> cell.shape().equals(shape))
                .map(Cell::contender)
                .distinct()
                .sorted();
    }

    private String facts() {
        return Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue()));
    }

    private String rate(Cell cell) {
        Spread spread = figures.rate(cell);
        return number("%,.0f", spread.median()) + " (" + number("%,.0f", spread.least()) + " to "
                + number("%,.0f", spread.most()) + ")";
    }

    private String both(Cell cell, ToDoubleFunction<Measurement> one, ToDoubleFunction<Measurement> other) {
        return median(cell, "%.1f", one) + " / " + median(cell, "%.1f", other);
    }

    private String median(Cell cell, String format, ToDoubleFunction<Measurement> figure) {
        return number(format, figures.spread(cell, figure).median());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
