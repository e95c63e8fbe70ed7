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

                Clocks: %s.

                | fault | times | worst recovery, alone | worst recovery, among others |
                |---|---|---|---|
                %s

                `%s`
                """.formatted(
                        outcome.settings().command(), outcome.clocks(), String.join("\n", table()), outcome.line());
    }

    /**
     * One line for each kind of fault that hit, and one for all of them; with lines for what others did while an orchestrator was
     * away, for faults that hit nothing, and for such as could not be mended.
     */
    List<String> table() {
        var kinds = Arrays.stream(Kind.values())
                .filter(kind -> times(kind) > 0)
                .map(kind -> row(kind.words(), times(kind), round -> has(round, kind)));
        var all = Stream.of(row("all", outcome.faults().size(), round -> true));
        return Stream.of(kinds, absences(), all, without(Effect.MISSED), without(Effect.STAYED))
                .flatMap(rows -> rows)
                .toList();
    }

    private String row(String name, long times, Predicate<Weathered> which) {
        return row(
                name,
                times,
                worst(recoveries(which.and(round -> !round.round().isMixed()))),
                worst(recoveries(which.and(round -> round.round().isMixed()))));
    }

    private static String row(String name, long times, String alone, String mixed) {
        return "| " + name + " | " + times + " | " + alone + " | " + mixed + " |";
    }

    /** From the begin, by those that were left: the lines of the kinds themselves are from its return. */
    private Stream<String> absences() {
        var absences = outcome.absences();
        if (absences.isEmpty()) {
            return Stream.empty();
        }
        var trips = absences.stream().mapToInt(Absence::trips).sum();
        var name = "one orchestrator away: by the others, from then on, with " + trips + " trips to take over";
        return Stream.of(row(name, absences.size(), worst(absences.stream().map(Absence::seen)), NOTHING));
    }

    private Stream<String> without(Effect effect) {
        var times = outcome.incidents().stream()
                .filter(incident -> incident.effect() == effect)
                .count();
        return times == 0 ? Stream.empty() : Stream.of(row(effect.words(), times, NOTHING, NOTHING));
    }

    private long times(Kind kind) {
        return outcome.faults().stream()
                .filter(incident -> incident.fault().kind() == kind)
                .count();
    }

    private static boolean has(Weathered round, Kind kind) {
        return round.incidents().stream()
                .anyMatch(incident -> incident.hasHit() && incident.fault().kind() == kind);
    }

    private Stream<Recovery.Seen> recoveries(Predicate<Weathered> which) {
        return outcome.rounds().stream().filter(which).flatMap(round -> round.recovery().stream());
    }

    private static String worst(Stream<Recovery.Seen> recoveries) {
        return recoveries
                .map(Recovery.Seen::took)
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
                        seconds(Duration.between(incident.begun(), incident.ended())),
                        incident.effect().words(),
                        incident.absence()
                                .map(absence -> seconds(absence.seen().took()))
                                .orElse("")));
        return Stream.concat(Stream.of("round,kind,what,begun_s,lasted_s,effect,recovery_meanwhile_s"), lines);
    }

    private Stream<String> rounds() {
        var lines = outcome.rounds().stream()
                .map(round -> String.join(
                        ",",
                        Integer.toString(round.round().number()),
                        Integer.toString(round.incidents().size()),
                        round.recovery().map(seen -> seconds(seen.took())).orElse(""),
                        Boolean.toString(round.recovery()
                                .filter(Recovery.Seen::isAsPromised)
                                .isPresent())));
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
