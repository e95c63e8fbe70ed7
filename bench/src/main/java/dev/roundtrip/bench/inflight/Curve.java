package dev.roundtrip.bench.inflight;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many sagas had got so far, look by look.
 *
 * @param points in the order of time; none are fewer than those before
 */
record Curve(List<Point> points) {
    /**
     * One look.
     *
     * @param seconds since it began
     * @param sagas that had got there
     */
    record Point(double seconds, long sagas) {}

    Curve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A curve has a point.");
        }
    }

    /** How many they were at the last look. */
    long sagas() {
        return points.getLast().sagas();
    }

    /** When they began to come: at the last look that saw none of them, or 0 when every look saw some. */
    double begin() {
        return points.stream()
                .filter(point -> point.sagas() == 0)
                .mapToDouble(Point::seconds)
                .max()
                .orElse(0);
    }

    /** When all were there: at the first look that saw as many as the last. */
    double end() {
        return points.stream()
                .filter(point -> point.sagas() == sagas())
                .mapToDouble(Point::seconds)
                .min()
                .orElseThrow();
    }

    /** How many came in a second, from when they began to come until all were there; 0 when none came. */
    double perSecond() {
        return sagas() == 0 ? 0 : sagas() / Math.max(end() - begin(), Double.MIN_NORMAL);
    }

    /** How many there were at a time between two looks, if they came evenly in between. */
    double at(double seconds) {
        var before = points.getFirst();
        for (var point : points) {
            if (point.seconds() >= seconds) {
                double between = point.seconds() - before.seconds();
                return between == 0
                        ? point.sagas()
                        : before.sagas() + (point.sagas() - before.sagas()) * (seconds - before.seconds()) / between;
            }
            before = point;
        }
        return sagas();
    }

    /**
     * How many came in a second, step by step from the beginning until all were there.
     *
     * @param width of a step, in seconds
     */
    List<Double> rates(double width) {
        int steps = Math.max(1, (int) Math.ceil(end() / width));
        return IntStream.range(0, steps)
                .mapToObj(step -> (at((step + 1) * width) - at(step * width)) / width)
                .toList();
    }
}
