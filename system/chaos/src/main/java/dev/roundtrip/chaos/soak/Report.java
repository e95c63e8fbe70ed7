package dev.roundtrip.chaos.soak;

import dev.roundtrip.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a run as a page to be read, pictures, and all samples.
 *
 * @param machine what it was measured with, each with its name
 */
record Report(Outcome outcome, Map<String, String> machine) {
    private static final int LARGEST = 8;
    private static final Measure[] RATES = {
        Measure.ASKED_PER_S, Measure.BOOKED_PER_S, Measure.UNDONE_PER_S, Measure.REFUSED_PER_S, Measure.LEFT_OUT_PER_S
    };
    private static final Measure[] TIMES = {Measure.MEDIAN_MS, Measure.P99_MS};
    private static final String PAGE = """
        # Run for long

        `make soak DURATION=%1$ds RATE=%2$d SEED=%3$d` starts the system as processes on one machine, with two orchestrators and everything durable, and
        has clients of every kind at it for %4$s minutes: %2$d begin in a second. Nothing is broken, and no process is started again.
        What the system deletes in months it deletes all the time here: %5$s.

        ```
        %6$s
        ```

        Deleted meanwhile: %7$,d sagas, each with its history, %8$,d request ids, and %9$,d keys that came to nothing at participants. Afterwards,
        at rest, all that clients were told was held against the databases, these against each other, and every forward request of the
        sagas that are still kept was sent once more.

        ## Does memory grow?

        ![Heaps and processes](soak/memory.svg)

        ## Do handles, threads, connections?

        ![Handles, threads and connections](soak/handles.svg)

        ## Do tables?

        What is booked stays, so participants' tables grow with it; all else is deleted in time.

        ![Rows](soak/rows.svg)

        ![Sizes](soak/sizes.svg)

        ## Does it get slower?

        ![Trips, and how long they take](soak/clients.svg)

        ## The verdict

        %10$s

        | of | what | second quarter | last quarter | growth | allowed | |
        |---|---|---|---|---|---|---|
        %11$s

        ## All samples

        %12$s

        | measured with | |
        |---|---|
        %13$s
        """;
    private static final String JUDGED = """
        Medians of the second quarter of the run and of its last are compared. Heaps are looked at after a full collection, which is asked
        for. A table may have grown on disk by more than its rows: emptied pages are used again after a vacuum.\
        """;
    private static final String NOT_JUDGED = """
        The run was too short: in its second quarter not everything is warm, and less is deleted than comes. What follows decides nothing.\
        """;

    /** Writes it, over what is there. */
    void write(Path folder) {
        try {
            var beside = Files.createDirectories(folder.resolve("soak"));
            Files.writeString(folder.resolve("soak.md"), page());
            for (var topic : Topic.values()) {
                Files.writeString(
                        beside.resolve(topic.file()), outcome.recording().csv(topic));
            }
            for (var picture : pictures().entrySet()) {
                Files.writeString(beside.resolve(picture.getKey()), TimePlot.svg(picture.getValue()));
            }
        } catch (IOException e) {
            throw new LocalFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private String page() {
        var plan = outcome.plan();
        return String.format(
                Locale.ROOT,
                PAGE,
                plan.length().toSeconds(),
                plan.perSecond(),
                plan.seed(),
                Figure.plain(Figure.minutes(plan.length())),
                plan.kept().inWords(),
                outcome.line(),
                outcome.deleted().sagas(),
                outcome.deleted().requestIds(),
                outcome.deleted().keys(),
                plan.isJudged() ? JUDGED : NOT_JUDGED,
                rows(outcome.verdict().trends().stream().map(Trend::row)),
                Stream.of(Topic.values()).map(Report::samples).collect(Collectors.joining("\n")),
                rows(machine.entrySet().stream().map(fact -> fact.getKey() + " | " + fact.getValue())));
    }

    private static String samples(Topic topic) {
        return "- [" + topic.file() + "](soak/" + topic.file() + "): "
                + Stream.of(Measure.values())
                        .filter(measure -> measure.topic() == topic)
                        .map(measure -> "`" + measure.label() + "` " + measure.meaning())
                        .collect(Collectors.joining("; "));
    }

    private static String rows(Stream<String> rows) {
        return rows.map(row -> "| " + row + " |").collect(Collectors.joining("\n"));
    }

    private Map<String, List<TimePlot>> pictures() {
        return Map.of(
                "memory.svg",
                List.of(
                        plot("heap after a collection, MiB", Measure.HEAP_MIB),
                        plot("memory, MiB", Measure.RESIDENT_MIB)),
                "handles.svg",
                List.of(
                        plot("open handles", Measure.HANDLES),
                        plot("threads; of postgresql processes", Measure.THREADS),
                        plot("connections to the database", Measure.CONNECTIONS)),
                "rows.svg",
                List.of(
                        plot("rows that are deleted in time", Measure.FLEETING),
                        plot("rows that stay", Measure.LASTING)),
                "sizes.svg",
                List.of(
                        largest(
                                "the largest that should not grow, MiB",
                                column -> !DatabaseGauge.mayGrow(column.subject())),
                        largest(
                                "the largest with what is booked, MiB",
                                column -> DatabaseGauge.mayGrow(column.subject()))),
                "clients.svg",
                List.of(
                        plot("per second", column -> column.measure().label(), RATES),
                        plot(
                                "milliseconds until a trip has ended",
                                column -> column.measure().label(),
                                TIMES)));
    }

    private TimePlot plot(String title, Measure measure) {
        return plot(title, Column::subject, measure);
    }

    private TimePlot plot(String title, Function<Column, String> name, Measure... measures) {
        return plot(title, name, Stream.of(measures).flatMap(measure -> outcome.recording().columns(measure).stream()));
    }

    private TimePlot largest(String title, Predicate<Column> chosen) {
        return plot(
                title,
                Column::subject,
                outcome.recording().columns(Measure.MIB).stream()
                        .filter(chosen)
                        .sorted(Comparator.comparingDouble(this::atTheEnd).reversed())
                        .limit(LARGEST));
    }

    private double atTheEnd(Column column) {
        return outcome.recording().points(column).getLast().value();
    }

    private TimePlot plot(String title, Function<Column, String> name, Stream<Column> columns) {
        return new TimePlot(
                title,
                outcome.plan().length(),
                columns.map(column -> new TimePlot.Line(
                                name.apply(column), outcome.recording().points(column)))
                        .toList());
    }
}
