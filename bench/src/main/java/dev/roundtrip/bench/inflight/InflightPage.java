package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import dev.roundtrip.bench.report.Plot;
import dev.roundtrip.bench.report.Spread;
import dev.roundtrip.bench.stage.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was found, as a page to be read, and the files beside it. */
record InflightPage(Inflight inflight, String refusal, SequencedMap<String, String> settings, Machine machine) {
    private static final String TEMPLATE = "/inflight/page.md";
    /** Seconds that a step of a picture may stand for; there are no more than so many of them. */
    private static final List<Integer> WIDTHS = List.of(1, 2, 5, 10, 20, 30, 60, 120);

    private static final int MOST_STEPS = 60;

    void write(Path folder) {
        var raw = folder.resolve("inflight");
        try {
            Files.createDirectories(raw);
            Files.writeString(raw.resolve("curves.csv"), csv());
            Files.writeString(raw.resolve("curves.svg"), plot());
            Files.writeString(raw.resolve("machine.txt"), machine.lines());
            Files.writeString(folder.resolve("inflight.md"), text());
        } catch (IOException e) {
            throw new BenchFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private SequencedMap<String, Curve> curves() {
        var curves = new LinkedHashMap<String, Curve>();
        curves.put("started", inflight.started());
        curves.put("adopted", inflight.adopted());
        curves.put("ended", inflight.ended());
        return curves;
    }

    /** Every look. */
    String csv() {
        return curves().entrySet().stream()
                .flatMap(curve -> curve.getValue().points().stream()
                        .map(point -> curve.getKey() + "," + number("%.3f", point.seconds()) + "," + point.sagas()))
                .collect(Collectors.joining("\n", "curve,seconds,sagas\n", "\n"));
    }

    String plot() {
        return Plot.svg(Stream.of(
                        panel("Started per second, by seconds from the first call", inflight.started()),
                        panel("Adopted per second, by seconds after the kill", inflight.adopted()),
                        panel("Ended per second, by seconds from when they can", inflight.ended()))
                .toList());
    }

    private static Plot panel(String title, Curve curve) {
        int width = width(curve.end());
        var rates = curve.rates(width);
        return new Plot(
                title,
                IntStream.rangeClosed(1, rates.size())
                        .mapToObj(step -> Integer.toString(step * width))
                        .toList(),
                List.of(new Plot.Line(
                        "sagas/s",
                        rates.stream().map(rate -> new Spread(rate, rate, rate)).toList())));
    }

    static int width(double seconds) {
        return WIDTHS.stream()
                .filter(width -> seconds / width <= MOST_STEPS)
                .findFirst()
                .orElse(WIDTHS.getLast());
    }

    String text() {
        var tally = inflight.tally();
        return Markdown.template(TEMPLATE)
                .replace("{{line}}", inflight.line())
                .replace("{{sagas}}", number("%,d", tally.accepted()))
                .replace(
                        "{{settings}}",
                        Markdown.rows(settings.entrySet(), one -> List.of("`" + one.getKey() + "`", one.getValue())))
                .replace("{{refusal}}", refusal)
                .replace("{{memory}}", memory())
                .replace("{{stuck}}", number("%,d", inflight.waiting().stuck()))
                .replace("{{waiting}}", waiting())
                .replace("{{curves}}", speeds())
                .replace("{{ended}}", number("%,d", tally.ended()))
                .replace("{{adoptions}}", number("%,d", tally.adoptions()))
                .replace("{{events}}", number("%.1f", (double) tally.events() / tally.sagas()))
                .replace(
                        "{{machine}}",
                        Markdown.rows(machine.facts().entrySet(), fact -> List.of(fact.getKey(), fact.getValue())));
    }

    private String memory() {
        return Markdown.table(
                List.of("", "live heap, MiB", "resident, MiB"),
                List.of(
                        List.of(
                                "the first, before it is killed",
                                number("%.0f", inflight.first().heapMebibytes()),
                                number("%.0f", inflight.first().residentMebibytes())),
                        List.of(
                                "the second, when it has adopted all",
                                number("%.0f", inflight.second().heapMebibytes()),
                                number("%.0f", inflight.second().residentMebibytes()))),
                row -> row);
    }

    private String waiting() {
        var waiting = inflight.waiting();
        return Markdown.table(
                List.of("processors: orchestrator", "stubs", "PostgreSQL", "load generator", "commits/s"),
                List.of(waiting),
                cost -> List.of(
                        number("%.2f", cost.processors(Contender.FRONT)),
                        number("%.2f", cost.processors(Contender.STUBS)),
                        number("%.2f", cost.processors(Cost.POSTGRES)),
                        number("%.2f", cost.processors(Cost.CLIENT)),
                        number("%.1f", cost.commitsPerSecond())));
    }

    private String speeds() {
        return Markdown.table(
                List.of("", "sagas", "seconds until the first", "until all", "sagas/s in between"),
                curves().entrySet(),
                curve -> List.of(
                        curve.getKey(),
                        number("%,d", curve.getValue().sagas()),
                        number("%.1f", curve.getValue().begin()),
                        number("%.1f", curve.getValue().end()),
                        number("%,.0f", curve.getValue().perSecond())));
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
