package dev.roundtrip.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All that a run measured.
 *
 * @param <M> what is known of each measurement
 */
public record Figures<M extends Measured>(List<M> measurements) {
    public Figures {
        measurements = List.copyOf(measurements);
    }

    /** Everything that was measured, in the order in which it first was. */
    public List<Cell> cells() {
        return measurements.stream().map(Measured::cell).distinct().toList();
    }

    /** One figure over all rounds. */
    public Spread spread(Cell cell, ToDoubleFunction<? super M> figure) {
        return Spread.of(measurements.stream()
                .filter(measured -> measured.cell().equals(cell))
                .map(figure::applyAsDouble)
                .toList());
    }

    /** How fast it was over all rounds. */
    public Spread rate(Cell cell) {
        return spread(cell, Measured::perSecond);
    }

    /** Where contenders of these names did most on a shape, by the median. */
    public Cell best(String shape, List<String> contenders) {
        return cells().stream()
                .filter(cell -> cell.shape().equals(shape) && contenders.contains(cell.contender()))
                .max(Comparator.comparingDouble(cell -> rate(cell).median()))
                .orElseThrow();
    }
}
