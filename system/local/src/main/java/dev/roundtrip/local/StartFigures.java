package dev.roundtrip.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured of starts, in every form, and the table that is made of it. */
final class StartFigures {
    private static final String FIRST_TRIP = "first trip booked";

    private enum Kind {
        MILLISECONDS,
        MEGABYTES
    }

    private record Row(String what, Kind kind) {}

    private final List<Packaging> forms;
    private final Map<Row, Map<Packaging, List<Long>>> figures = new LinkedHashMap<>();

    StartFigures(List<Packaging> forms) {
        this.forms = List.copyOf(forms);
    }

    /** A service answers now that was begun to be started then. */
    void ready(Packaging form, ServiceProcess service, long begin) {
        add(new Row(service.label(), Kind.MILLISECONDS), form, millisSince(begin));
    }

    /** The first trip is booked now by an orchestrator that was begun to be started then. */
    void booked(Packaging form, long begin) {
        add(new Row(FIRST_TRIP, Kind.MILLISECONDS), form, millisSince(begin));
    }

    /** What memory a process has now. */
    void memory(Packaging form, ServiceProcess service) {
        add(new Row(service.label(), Kind.MEGABYTES), form, FirstAnswer.megabytes(service.handle()));
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private void add(Row row, Packaging form, long figure) {
        figures.computeIfAbsent(row, same -> new LinkedHashMap<>())
                .computeIfAbsent(form, same -> new ArrayList<>())
                .add(figure);
    }

    /** The middle one; of an even number the lower of the two in the middle. */
    static long median(Collection<Long> some) {
        return some.stream().sorted().skip((some.size() - 1) / 2).findFirst().orElseThrow();
    }

    /** Medians, one line a service, one column a form. */
    String table() {
        var header = Stream.concat(forms.stream().map(Packaging::toString), Stream.of("native"))
                .collect(Collectors.joining(" | ", "| | ", " |"));
        var rule = "|---|" + "---:|".repeat(forms.size() + 1);
        var rows = figures.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue()));
        return Stream.concat(Stream.of(header, rule), rows).collect(Collectors.joining("\n"));
    }

    private String line(Row row, Map<Packaging, List<Long>> measured) {
        var cells = forms.stream().map(form -> Long.toString(median(measured.get(form))));
        return Stream.concat(cells, Stream.of("not measured here"))
                .collect(Collectors.joining(" | ", "| " + name(row) + " | ", " |"));
    }

    private static String name(Row row) {
        return row.what()
                + switch (row.kind()) {
                    case MILLISECONDS -> ", ms";
                    case MEGABYTES -> ", memory, MB";
                };
    }

    /** Writes the table, and below it all that it was made of. */
    void write(Path file) {
        var all = figures.entrySet().stream()
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .map(of -> name(entry.getKey()) + ", " + of.getKey() + ": " + of.getValue()))
                .collect(Collectors.joining("\n"));
        var starts = figures.values().stream()
                .flatMap(of -> of.values().stream())
                .mapToInt(List::size)
                .max()
                .orElse(0);
        try {
            Files.writeString(
                    file,
                    """
                    # How fast the services start

                    Written by `make start-times`. Medians of %d starts of each, on %d processors with Java %s: `jvm` is the fast-jar on the \
                    JDK that runs this, `aot` one jar of classes and one of settings with a cache of loaded and linked classes on the Java runtime that `make aot` links. \
                    JVMs are told what they find in a pod: 512 MiB of memory (the orchestrator 768), of which the heap has a quarter at first and half at the most, and \
                    so the serial collector; and services tell nobody what there is to call in them (gRPC reflection). Nothing else starts meanwhile. Times are from the start of the process. A participant has started when its readiness check says so, which asks its \
                    database; the orchestrator when it takes connections, which is after it has opened its journal; and the trip is the first \
                    of an orchestrator and three participants that were all started anew, from the start of the orchestrator to the answer of \
                    BookTrip. Memory is what Linux counts as resident (VmRSS) when that trip is booked.

                    %s

                    What each start came to:

                    ```
                    %s
                    ```
                    """.formatted(starts, Runtime.getRuntime().availableProcessors(), Runtime.version(), table(), all),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalFailure("The figures could not be written to " + file + ".", e);
        }
    }
}
