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
    private static final double MILLIS_PER_SECOND = 1000;

    private static final String PAGE = """
            # At three times what it can do

            `make overload` starts the system as processes on one machine, with everything durable, and finds out with how many clients that wait
            for their answers it books most. Those show what it can do, before and after each of %d overloads: %.0f times as many calls for
            %d s, at a rate of their own, from clients that give up after %d s, over %d connections. A round's figures are held against what it could
            do around it, and the line says their medians. Clients have a processor of their own where there are two; what refusals
            take is missing for trips.

            ```
            %s
            ```

            | phase | offered | booked per second | p50 / p99 ms | refused per second | p50 / p99 ms | not decided in time | unclear | processors at work |
            |---|---|---|---|---|---|---|---|---|
            %s

            | round | it can do | booked of that | asked for | back after |
            |---|---|---|---|---|
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
                plan.rounds(),
                plan.factor(),
                plan.overload().toSeconds(),
                plan.patience().toSeconds(),
                plan.connections(),
                outcome.line(),
                rows(outcome.phases(), Report::phase),
                rounds(),
                plan.heapReadings(),
                rows(List.copyOf(outcome.heaps().atCapacity().bytes().keySet()), this::heaps),
                rows(machine.entrySet().stream().toList(), fact -> fact.getKey() + " | " + fact.getValue()));
    }

    private String rounds() {
        return IntStream.range(0, outcome.rounds().size())
                .mapToObj(at -> round(at + 1, outcome.rounds().get(at)))
                .collect(Collectors.joining("\n"));
    }

    private static String round(int number, Round round) {
        return String.format(
                Locale.ROOT,
                "| %d | %,.0f/s | %.2f | %.2f | %s |",
                number,
                round.capacity(),
                round.goodputRatio(),
                round.offeredRatio(),
                round.recovery()
                        .map(time -> String.format(Locale.ROOT, "%.2f s", time.toMillis() / MILLIS_PER_SECOND))
                        .orElse("never"));
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
