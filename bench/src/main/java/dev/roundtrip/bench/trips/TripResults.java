package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run writes what it found, over what is there.
 *
 * @param folder for the page, and beside it a folder for what it is made from
 * @param readme a page with a place for one table; none for a run that is not kept
 */
record TripResults(Path folder, Optional<Path> readme) {
    private static final String PLACE = "figures of make bench";

    void write(TripFigures figures, Machine machine, Plan plan) {
        var raw = folder.resolve("bench");
        var page = new TripPage(figures, machine, plan);
        try {
            Files.createDirectories(raw);
            Files.writeString(raw.resolve("closed-loop.csv"), TripCsv.of(figures.closed(), "way", "callers"));
            Files.writeString(raw.resolve("open-loop.csv"), TripCsv.of(figures.open(), "load", "offered_per_second"));
            Files.writeString(raw.resolve("machine.txt"), machine.lines());
            for (var plot : new TripPlots(figures, plan).all().entrySet()) {
                Files.writeString(raw.resolve(plot.getKey()), plot.getValue());
            }
            Files.writeString(folder.resolve("bench.md"), page.text());
            if (readme.isPresent()) {
                var text = Files.readString(readme.get());
                Files.writeString(readme.get(), Markdown.between(text, PLACE, page.best()));
            }
        } catch (IOException e) {
            throw new BenchFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }
}
