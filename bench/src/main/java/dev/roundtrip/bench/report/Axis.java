package dev.roundtrip.bench.report;

import dev.roundtrip.bench.report.Plot.Scale;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * From the bottom of a plot to its top.
 *
 * @param scale in between
 * @param least at the bottom
 * @param most at the top
 */
record Axis(Scale scale, double least, double most) {
    private static final int GRID_LINES = 5;
    private static final double SMALL = 10;

    /** One that all of them fit on. */
    static Axis of(Scale scale, List<Spread> points) {
        var most = points.stream().mapToDouble(Spread::most).max().orElse(1);
        return switch (scale) {
            case LINEAR -> new Axis(scale, 0, most > 0 ? roundUp(most) : 1);
            case LOGARITHMIC -> logarithmic(points.stream().mapToDouble(Spread::least), most);
        };
    }

    /** Whole powers of ten, of which there are two at least; what is nothing lies at the bottom. */
    private static Axis logarithmic(DoubleStream values, double most) {
        var least = values.filter(value -> value > 0).min().orElse(1);
        var bottom = Math.floor(Math.log10(least));
        var top = Math.max(Math.ceil(Math.log10(Math.max(most, least))), bottom + 1);
        return new Axis(Scale.LOGARITHMIC, Math.pow(10, bottom), Math.pow(10, top));
    }

    /** Values that are marked. */
    List<Double> grid() {
        return switch (scale) {
            case LINEAR ->
                IntStream.rangeClosed(0, GRID_LINES)
                        .mapToObj(line -> most * line / GRID_LINES)
                        .toList();
            case LOGARITHMIC ->
                IntStream.rangeClosed(0, (int) Math.round(Math.log10(most / least)))
                        .mapToObj(power -> least * Math.pow(10, power))
                        .toList();
        };
    }

    /** A marked value in words. */
    String label(double value) {
        var format = value == 0 || most >= SMALL && value >= 1 ? "%,.0f" : value >= 1 ? "%.1f" : "%.2g";
        return String.format(Locale.ROOT, format, value);
    }

    /** How far up a value lies: 0 at the bottom, 1 at the top. */
    double part(double value) {
        return switch (scale) {
            case LINEAR -> value / most;
            case LOGARITHMIC -> Math.log10(Math.max(value, least) / least) / Math.log10(most / least);
        };
    }

    /** The next 1, 2, 2.5 or 5 with noughts. */
    static double roundUp(double value) {
        var power = Math.pow(10, Math.floor(Math.log10(value)));
        return IntStream.of(10, 20, 25, 50, 100)
                .mapToDouble(tenths -> power * tenths / 10)
                .filter(candidate -> candidate >= value)
                .findFirst()
                .orElse(power * 10);
    }
}
