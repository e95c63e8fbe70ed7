package dev.roundtrip.chaos.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;

/**
 * What grew, by comparing medians: of the second quarter of a run, when everything is warm and as much is deleted as comes, with
 * those of the last.
 *
 * @param trends of everything that is asked not to grow
 */
record Verdict(List<Trend> trends) {

    Verdict {
        trends = List.copyOf(trends);
    }

    /**
     * Over a run.
     *
     * @param mayGrow which relations have rows that stay
     */
    static Verdict on(Recording recording, Duration length, Predicate<String> mayGrow) {
        var trends = new ArrayList<Trend>();
        for (var limit : Limit.ALL) {
            recording.columns(limit.measure()).stream()
                    .filter(column -> column.measure() != Measure.MIB || !mayGrow.test(column.subject()))
                    .map(column -> trend(recording.points(column), column, limit, length))
                    .forEach(trends::add);
        }
        return new Verdict(trends);
    }

    private static Trend trend(List<Point> points, Column column, Limit limit, Duration length) {
        var quarter = length.dividedBy(4);
        return new Trend(
                column,
                limit,
                median(points, quarter, quarter.multipliedBy(2)),
                median(points, quarter.multipliedBy(3), length.plus(quarter)));
    }

    private static OptionalDouble median(List<Point> points, Duration from, Duration to) {
        var values = points.stream()
                .filter(point -> point.at().compareTo(from) >= 0 && point.at().compareTo(to) < 0)
                .mapToDouble(Point::value)
                .sorted()
                .toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(middle(values));
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The largest growth there is of a measure, as a share; empty when none is known. */
    OptionalDouble most(Measure measure) {
        return fold(measure, Math::max);
    }

    /** The smallest, which is the worst of what should not shrink. */
    OptionalDouble least(Measure measure) {
        return fold(measure, Math::min);
    }

    private OptionalDouble fold(Measure measure, DoubleBinaryOperator choice) {
        return trends.stream()
                .filter(trend -> trend.column().measure() == measure)
                .map(Trend::growth)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .reduce(choice);
    }

    /** What went past its limit. */
    List<Trend> past() {
        return trends.stream().filter(trend -> !trend.held()).toList();
    }

    /** Whether all that is asked for was sampled and kept to its limit. */
    boolean held() {
        return Limit.ALL.stream().allMatch(limit -> trends.stream()
                        .anyMatch(trend -> trend.limit().equals(limit)))
                && past().isEmpty();
    }
}
