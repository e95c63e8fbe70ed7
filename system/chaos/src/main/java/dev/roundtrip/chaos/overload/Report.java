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
record Report(Findings findings, Map<String, String> machine) {
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

            What is left on the heaps after a full collection, in MiB:

            | process | at capacity | overloaded | afterwards |
            |---|---|---|---|
            %s

            Booked per second while it was overloaded, and afterwards: [seconds.csv](overload/seconds.csv).

            | measured with | |
            |---|---|
            %s
            """;
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;
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
        var plan = findings.plan();
        return String.format(
                Locale.ROOT,
                PAGE,
                plan.factor(),
                plan.overload().toSeconds(),
                plan.patience().toSeconds(),
                plan.connections(),
                Experiment.AFTERWARDS * PERCENT,
                findings.line(),
                rows(findings.phases(), Report::phase),
                rows(
                        findings.heaps().getFirst().heap().kibibytes().keySet().stream()
                                .toList(),
                        this::heaps),
                rows(machine.entrySet().stream().toList(), fact -> fact.getKey() + " | " + fact.getValue()));
    }

    private static String phase(Phase phase) {
        var count = phase.count();
        return String.join(
                " | ",
                phase.name(),
                phase.offeredInWords(),
                String.format(Locale.ROOT, "%,.1f", count.timeline().rate()),
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
        return findings.heaps().stream()
                .map(reading -> String.format(
                        Locale.ROOT, "%.1f", reading.heap().kibibytes().get(process) / KIBIBYTES_PER_MEBIBYTE))
                .collect(Collectors.joining(" | ", process + " | ", ""));
    }

    private String seconds() {
        return "phase,second,booked\n" + seconds(findings.overload()) + seconds(findings.afterwards());
    }

    private static String seconds(Phase phase) {
        var booked = phase.count().timeline().perSecond();
        return IntStream.range(0, booked.length)
                .mapToObj(second -> String.format(Locale.ROOT, "%s,%d,%.0f%n", phase.name(), second, booked[second]))
                .collect(Collectors.joining());
    }

    private static <T> String rows(List<T> items, Function<T, String> cells) {
        return items.stream().map(item -> "| " + cells.apply(item) + " |").collect(Collectors.joining("\n"));
    }
}
