package dev.roundtrip.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over a few steps, drawn as SVG: each point a median, with a bar from the least to the most.
 *
 * @param title above it
 * @param steps what is below it, from left to right
 * @param lines what is drawn
 * @param scale of the values
 */
public record Plot(String title, List<String> steps, List<Line> lines, Scale scale) {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int RIGHT = 16;
    /** More of them would run into each other. */
    private static final int MOST_LABELS = 12;

    private static final List<String> COLOURS = List.of("#0b6e4f", "#b3541e", "#4a5a9a", "#8a8a8a", "#7a1f5c");

    /**
     * One of the lines.
     *
     * @param name in the legend
     * @param points one per step
     */
    public record Line(String name, List<Spread> points) {}

    public Plot {
        steps = List.copyOf(steps);
        lines = List.copyOf(lines);
    }

    /** One whose values begin at nought. */
    public Plot(String title, List<String> steps, List<Line> lines) {
        this(title, steps, lines, Scale.LINEAR);
    }

    /** How values are laid out from bottom to top. */
    public enum Scale {
        /** Evenly, from nought. */
        LINEAR,
        /** Ten times as much is as far up everywhere: for values of which some are many times others. */
        LOGARITHMIC
    }

    /** Several beside each other in one picture. */
    public static String svg(List<Plot> plots) {
        var panels = IntStream.range(0, plots.size())
                .mapToObj(at -> "<g transform=\"translate(" + at * WIDTH + ",0)\">\n"
                        + plots.get(at).panel() + "</g>\n")
                .collect(Collectors.joining());
        var width = WIDTH * plots.size();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="%d" height="%d" fill="white"/>
                %s</svg>
                """.formatted(width, HEIGHT, width, HEIGHT, panels);
    }

    private String panel() {
        var axis = Axis.of(
                scale, lines.stream().flatMap(line -> line.points().stream()).toList());
        var svg = new StringBuilder();
        text(svg, LEFT, 20, "start", title);
        for (var value : axis.grid()) {
            stroke(svg, LEFT, y(value, axis), WIDTH - RIGHT, y(value, axis), "#dddddd", 1);
            text(svg, LEFT - 6, y(value, axis) + 4, "end", axis.label(value));
        }
        var betweenLabels = (steps.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (var step = 0; step < steps.size(); step += Math.max(1, betweenLabels)) {
            text(svg, x(step), HEIGHT - BOTTOM + 16, "middle", steps.get(step));
        }
        for (var at = 0; at < lines.size(); at++) {
            draw(svg, lines.get(at), at, axis);
        }
        return svg.toString();
    }

    private void draw(StringBuilder svg, Line line, int at, Axis axis) {
        var colour = COLOURS.get(at % COLOURS.size());
        for (var step = 0; step < line.points().size(); step++) {
            var point = line.points().get(step);
            stroke(svg, x(step), y(point.least(), axis), x(step), y(point.most(), axis), colour, 1);
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x(step),
                    y(point.median(), axis),
                    colour));
            if (step > 0) {
                var last = line.points().get(step - 1).median();
                stroke(svg, x(step - 1), y(last, axis), x(step), y(point.median(), axis), colour, 2);
            }
        }
        var legend = LEFT + at * (WIDTH - LEFT) / lines.size();
        stroke(svg, legend, HEIGHT - 14, legend + 16, HEIGHT - 14, colour, 3);
        text(svg, legend + 20, HEIGHT - 10, "start", line.name());
    }

    private double x(int step) {
        var room = (double) (WIDTH - LEFT - RIGHT) / steps.size();
        return LEFT + room * (step + 0.5);
    }

    private static double y(double value, Axis axis) {
        return HEIGHT - BOTTOM - axis.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void stroke(
            StringBuilder svg, double x1, double y1, double x2, double y2, String colour, int width) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour,
                width));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
