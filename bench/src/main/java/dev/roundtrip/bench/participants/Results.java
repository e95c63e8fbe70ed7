package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Csv;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.report.Measurement;
import dev.roundtrip.bench.report.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run writes what it found, over what is there.
 *
 * @param folder for the page, and beside it a folder for what it is made from
 */
record Results(Path folder) {
    void write(Figures<Measurement> figures, Machine machine, Plan plan) {
        var raw = folder.resolve("participants");
        try {
            Files.createDirectories(raw);
            Files.writeString(raw.resolve("measurements.csv"), Csv.of(figures));
            Files.writeString(raw.resolve("machine.txt"), machine.lines());
            Files.writeString(raw.resolve("pairs-per-second.svg"), plot(figures, plan));
            Files.writeString(folder.resolve("participants.md"), new Page(figures, machine, plan).text());
        } catch (IOException e) {
            throw new BenchFailure("The figures can't be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String plot(Figures<Measurement> figures, Plan plan) {
        return Plot.svg(List.of(
                panel(figures, plan, Shape.HOT, "One flight: pairs per second, by how many at once"),
                panel(
                        figures,
                        plan,
                        Shape.MANY,
                        FlightStock.MANY + " flights: pairs per second, by how many at once")));
    }

    private static Plot panel(Figures<Measurement> figures, Plan plan, String shape, String title) {
        var contenders = figures.cells().stream()
                .map(Cell::contender)
                .distinct()
                .sorted()
                .toList();
        return new Plot(
                title,
                plan.concurrencies().stream().map(Object::toString).toList(),
                contenders.stream()
                        .map(contender -> new Plot.Line(
                                contender,
                                plan.concurrencies().stream()
                                        .map(workers -> figures.rate(new Cell(contender, shape, workers)))
                                        .toList()))
                        .toList());
    }
}
