package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many of something there were when.
 *
 * @param slice how long each of the counts covers
 * @param counts one after the other
 */
record Pace(Duration slice, int[] counts) {
    private static final double NANOS_PER_SECOND = 1e9;
    /** How long a rate has to hold to be called one. */
    private static final Duration HOLDS = Duration.ofSeconds(3);

    Pace {
        counts = counts.clone();
    }

    /** Over all of it, per second. */
    double rate() {
        return rate(0, counts.length);
    }

    /** The same without a beginning. */
    double rateAfter(Duration runUp) {
        return rate((int) runUp.dividedBy(slice), counts.length);
    }

    /** By the second, from the beginning. */
    double[] perSecond() {
        int slices = slices(Duration.ofSeconds(1));
        return IntStream.range(0, counts.length / slices)
                .mapToDouble(second -> rate(second * slices, (second + 1) * slices))
                .toArray();
    }

    /** How long it took until a second began in which the rate was reached, and it was held from then on for a while. */
    Optional<Duration> until(double rate) {
        int second = slices(Duration.ofSeconds(1));
        int held = slices(HOLDS);
        return IntStream.rangeClosed(0, counts.length - held)
                .filter(from -> rate(from, from + second) >= rate && rate(from, from + held) >= rate)
                .mapToObj(from -> slice.multipliedBy(from))
                .findFirst();
    }

    private int slices(Duration time) {
        return (int) time.dividedBy(slice);
    }

    private double rate(int from, int to) {
        var seconds = slice.toNanos() * (to - from) / NANOS_PER_SECOND;
        return Arrays.stream(counts, from, to).sum() / seconds;
    }
}
