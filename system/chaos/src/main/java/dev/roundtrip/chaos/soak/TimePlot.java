package dev.roundtrip.chaos.soak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over the minutes of a run, drawn as SVG, from nothing upwards.
 *
 * @param title above it, with the unit
 * @param length of the run
 */
record TimePlot(String title, Duration length, List<Line> lines) {
    private static final int WIDTH = 460;
    private static final int LEFT = 64;
    private static final int RIGHT = 14;
    private static final int TOP = 34;
    private static final int FLOOR = 240;
    private static final int NAMES = 36;
    private static final int NAME = 15;
    private static final int STEPS = 5;
    private static final double MOST_OF_IT = 1.08;
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#b3541e", "#4a5a9a", "#7a1f5c", "#8a8a8a", "#c9a227", "#2b8fb3", "#5c3d1f", "#d05c7e");

    /**
     * One of the lines.
     *
     * @param name what it is called below the picture
     */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    TimePlot {
        lines = List.copyOf(lines);
    }

    /** Several beside each other in one picture. */
    static String svg(List<TimePlot> plots) {
        int width = WIDTH * plots.size();
        int height = plots.stream().mapToInt(TimePlot::height).max().orElse(FLOOR);
        return IntStream.range(0, plots.size())
                .mapToObj(at -> "<g transform=\"translate(%d,0)\">%n%s</g>%n"
                        .formatted(at * WIDTH, plots.get(at).panel()))
                .collect(Collectors.joining(
                        "",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n"
                                .formatted(width, height, width, height),
                        "</svg>\n"));
    }

    private int height() {
        return FLOOR + NAMES + NAME * lines.size();
    }

    private String panel() {
        double top = top();
        var svg = new StringBuilder(text(LEFT, 18, "start", title));
        for (int step = 0; step <= STEPS; step++) {
            double value = top * step / STEPS;
            double minute = Figure.minutes(length) * step / STEPS;
            double x = LEFT + (double) (WIDTH - LEFT - RIGHT) * step / STEPS;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d,%.1f H%d\" stroke=\"#dddddd\"/>%n",
                    LEFT,
                    y(value, top),
                    WIDTH - RIGHT));
            svg.append(text(LEFT - 6, y(value, top) + 4, "end", Figure.readable(value)));
            svg.append(text(x, FLOOR + 16, "middle", Figure.readable(minute) + (step == STEPS ? " min" : "")));
        }
        for (int at = 0; at < lines.size(); at++) {
            svg.append(draw(lines.get(at), COLOURS.get(at % COLOURS.size()), top));
            svg.append(name(lines.get(at), COLOURS.get(at % COLOURS.size()), at));
        }
        return svg.toString();
    }

    private double top() {
        double most = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::value)
                .max()
                .orElse(0);
        return most > 0 ? most * MOST_OF_IT : 1;
    }

    private String draw(Line line, String colour, double top) {
        var points = line.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.at()), y(point.value(), top)))
                .collect(Collectors.joining(" "));
        return "<polyline points=\"" + points + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.5\"/>\n";
    }

    private static String name(Line line, String colour, int at) {
        int y = FLOOR + NAMES + NAME * at;
        return "<path d=\"M%d,%d h18\" stroke=\"%s\" stroke-width=\"3\"/>%n".formatted(LEFT, y - 4, colour)
                + text(LEFT + 24, y, "start", line.name());
    }

    private double x(Duration at) {
        return LEFT + (double) at.toNanos() / length.toNanos() * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return FLOOR - value / top * (FLOOR - TOP);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
    }
}
