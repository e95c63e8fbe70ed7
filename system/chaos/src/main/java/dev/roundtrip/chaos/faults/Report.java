package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Storm.Weathered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A run in figures: a table for people, and files for programs. */
final class Report {
    private static final String NOTHING = "–";

    private final Outcome outcome;

    Report(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Writes {@code chaos.md} into a folder, and {@code chaos/faults.csv} and {@code chaos/rounds.csv}. */
    void writeTo(Path folder) {
        write(folder.resolve("chaos.md"), page().lines());
        write(folder.resolve("chaos/faults.csv"), faults());
        write(folder.resolve("chaos/rounds.csv"), rounds());
    }

    /** Makes the folder as well. */
    static void write(Path file, Stream<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, (Iterable<String>) lines::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }

    private String page() {
        return """
                <!-- Made by `%s KEEP=1`; the next such run replaces it. -->

                | fault | times | worst recovery, alone | worst recovery, among others |
                |---|---|---|---|
                %s

                `%s`
                """.formatted(outcome.settings().command(), String.join("\n", table()), outcome.line());
    }

    /** One line for each kind of fault, and one for all of them. */
    List<String> table() {
        var kinds = Arrays.stream(Kind.values())
                .filter(kind -> times(kind) > 0)
                .map(kind -> row(kind.words(), times(kind), round -> has(round, kind)));
        var all = Stream.of(row("all", outcome.incidents().size(), round -> true));
        return Stream.concat(kinds, all).toList();
    }

    private String row(String name, long times, Predicate<Weathered> which) {
        return "| " + name + " | " + times + " | "
                + worst(which.and(round -> !round.round().isMixed())) + " | "
                + worst(which.and(round -> round.round().isMixed())) + " |";
    }

    private long times(Kind kind) {
        return outcome.incidents().stream()
                .filter(incident -> incident.fault().kind() == kind)
                .count();
    }

    private static boolean has(Weathered round, Kind kind) {
        return round.incidents().stream().anyMatch(incident -> incident.fault().kind() == kind);
    }

    private String worst(Predicate<Weathered> which) {
        return outcome.rounds().stream()
                .filter(which)
                .map(round -> round.recovery().took())
                .max(Duration::compareTo)
                .map(took -> seconds(took) + " s")
                .orElse(NOTHING);
    }

    private Stream<String> faults() {
        var lines = outcome.incidents().stream()
                .map(incident -> String.join(
                        ",",
                        Integer.toString(incident.round()),
                        incident.fault().kind().name(),
                        '"' + incident.fault().words() + '"',
                        seconds(Duration.between(begin(), incident.begun())),
                        seconds(Duration.between(incident.begun(), incident.ended()))));
        return Stream.concat(Stream.of("round,kind,what,begun_s,lasted_s"), lines);
    }

    private Stream<String> rounds() {
        var lines = outcome.rounds().stream()
                .map(round -> String.join(
                        ",",
                        Integer.toString(round.round().number()),
                        Integer.toString(round.incidents().size()),
                        seconds(round.recovery().took()),
                        Boolean.toString(round.recovery().isAsPromised())));
        return Stream.concat(Stream.of("round,faults,recovery_s,as_promised"), lines);
    }

    private Instant begin() {
        return outcome.incidents().stream()
                .map(Incident::begun)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
