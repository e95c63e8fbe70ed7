package dev.roundtrip.bench.report;

import java.util.List;

/** What several rounds agree on, and how far they are apart. */
public record Spread(double median, double least, double most) {

    /** @param values one per round, at least one */
    public static Spread of(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
}
