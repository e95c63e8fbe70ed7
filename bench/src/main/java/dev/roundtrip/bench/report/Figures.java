package dev.roundtrip.bench.report;

import dev.roundtrip.bench.report.Measurement.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All that a run measured. */
public record Figures(List<Measurement> measurements) {
    public Figures {
        measurements = List.copyOf(measurements);
    }

    /** Everything that was measured, in the order in which it first was. */
    public List<Cell> cells() {
        return measurements.stream().map(Measurement::cell).distinct().toList();
    }

    /** One figure over all rounds. */
    public Spread spread(Cell cell, ToDoubleFunction<Measurement> figure) {
        return Spread.of(measurements.stream()
                .filter(measured -> measured.cell().equals(cell))
                .map(figure::applyAsDouble)
                .toList());
    }

    /** Pairs per second over all rounds. */
    public Spread rate(Cell cell) {
        return spread(cell, Measurement::pairsPerSecond);
    }

    /** Where contenders of these names did most on a shape, by the median. */
    public Cell best(String shape, List<String> contenders) {
        return cells().stream()
                .filter(cell -> cell.shape().equals(shape) && contenders.contains(cell.contender()))
                .max(Comparator.comparingDouble(cell -> rate(cell).median()))
                .orElseThrow();
    }

    /** Reserves that were refused because too many wanted the same, in the whole run. */
    public long busy() {
        return measurements.stream().mapToLong(Measurement::busy).sum();
    }
}
