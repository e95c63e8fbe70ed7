package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was found as a page to be read, and what it is made from beside it.
 *
 * @param machine what it was measured with, each with its name
 */
record Report(Outcome outcome, Map<String, String> machine) {
    private static final String PAGE = """
            # At three times what it can do

            `make overload` starts the system as processes on one machine, with everything durable, and finds out how many trips per second it
            books for clients that wait for their answers: what it can do. Then %.0f times as many calls come for %d s at a rate of their
            own, from clients that give up after %d s, over %d connections. Afterwards %.0f %% of what it can do is offered. The clients
            run on the same machine, and what they and the refusals take is missing for trips.

            ```
            %s
            ```

            | phase | offered | booked per second | p50 / p99 ms | refused per second | p50 / p99 ms | not decided in time | unclear | processors at work |
            |---|---|---|---|---|---|---|---|---|
            %s

            What is left on the heaps after a full collection, in MiB, each the median of %d readings; those of "overloaded" were taken while the
            overload went on:

            | process | at capacity | overloaded | afterwards |
            |---|---|---|---|
            %s

            What happened second by second in every phase: [seconds.csv](overload/seconds.csv).

            | measured with | |
            |---|---|
            %s
            """;
    private static final double PERCENT = 100;

    /** Writes it, over what is there. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder.resolve("overload"));
            Files.writeString(folder.resolve("overload.md"), page());
            Files.writeString(folder.resolve("overload/seconds.csv"), seconds());
        } catch (IOException e) {
            throw new LocalFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private String page() {
        var plan = outcome.plan();
        return String.format(
                Locale.ROOT,
                PAGE,
                plan.factor(),
                plan.overload().toSeconds(),
                plan.patience().toSeconds(),
                plan.connections(),
                Experiment.AFTERWARDS * PERCENT,
                outcome.line(),
                rows(outcome.phases(), Report::phase),
                plan.heapReadings(),
                rows(List.copyOf(outcome.heaps().atCapacity().bytes().keySet()), this::heaps),
                rows(machine.entrySet().stream().toList(), fact -> fact.getKey() + " | " + fact.getValue()));
    }

    private static String phase(Phase phase) {
        var count = phase.count();
        return String.join(
                " | ",
                phase.name(),
                phase.offeredInWords(),
                String.format(Locale.ROOT, "%,.1f", count.when().booked().rate()),
                latency(count.booked()),
                String.format(Locale.ROOT, "%,.1f", phase.refusedPerSecond()),
                latency(count.refused()),
                Long.toString(count.undecided()),
                count.unclearInWords(),
                phase.cpuInWords());
    }

    private static String latency(Latency latency) {
        return latency.number() == 0 ? "-" : String.format(Locale.ROOT, "%,.0f / %,.0f", latency.p50(), latency.p99());
    }

    private String heaps(String process) {
        return outcome.heaps().all().stream()
                .map(reading -> String.format(Locale.ROOT, "%.1f", reading.mebibytes(process)))
                .collect(Collectors.joining(" | ", process + " | ", ""));
    }

    private String seconds() {
        return outcome.phases().stream()
                .map(Report::seconds)
                .collect(Collectors.joining("", "phase,second,sent,booked,refused,unclear\n", ""));
    }

    private static String seconds(Phase phase) {
        var when = phase.count().when();
        var sent = when.sent().perSecond();
        var booked = when.booked().perSecond();
        var refused = when.refused().perSecond();
        var unclear = when.unclear().perSecond();
        return IntStream.range(0, booked.length)
                .mapToObj(second -> String.format(
                        Locale.ROOT,
                        "\"%s\",%d,%.0f,%.0f,%.0f,%.0f%n",
                        phase.name(),
                        second,
                        sent[second],
                        booked[second],
                        refused[second],
                        unclear[second]))
                .collect(Collectors.joining());
    }

    private static <T> String rows(List<T> items, Function<T, String> cells) {
        return items.stream().map(item -> "| " + cells.apply(item) + " |").collect(Collectors.joining("\n"));
    }
}
