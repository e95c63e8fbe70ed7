package dev.roundtrip.bench.profile;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Stacks as a picture: each method is as wide as the part of the samples in which it was seen there, and under it is what it called.
 *
 * @param title above it
 * @param root what all stacks have been folded into
 */
record FlameGraph(String title, Frame root) {
    private static final int WIDTH = 1200;
    private static final int MARGIN = 10;
    private static final int TOP = 70;
    private static final int ROW = 16;
    private static final double LETTER = 6.05;
    /** With fewer letters there is nothing to be understood. */
    private static final int FEWEST_LETTERS = 4;
    /** A narrower frame is a line without a name. */
    private static final double NARROWEST = 0.003;
    /** What a page can be asked to load; where it is more, wider frames are left out too. */
    private static final int MOST_LETTERS = 300_000;

    private static final double WIDER = 1.1;

    /** Without the narrowest. */
    String svg() {
        var narrowest = NARROWEST;
        var svg = svg(narrowest);
        while (svg.length() > MOST_LETTERS) {
            narrowest *= WIDER;
            svg = svg(narrowest);
        }
        return svg;
    }

    private String svg(double narrowest) {
        var drawing = new Drawing(root.samples(), narrowest);
        drawing.draw(root, 0, 0);
        var height = TOP + drawing.rows * ROW + MARGIN;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="10">
                <rect width="%d" height="%d" fill="white"/>
                <text x="%d" y="22" font-size="15" font-family="sans-serif">%s</text>
                <text x="%d" y="40" font-family="sans-serif">%s</text>
                %s%s</svg>
                """.formatted(
                        WIDTH,
                        height,
                        WIDTH,
                        height,
                        MARGIN,
                        escaped(title),
                        MARGIN,
                        String.format(
                                Locale.ROOT,
                                "Callers are above what they call. %,d samples; frames narrower than %.2f %% are left out.",
                                root.samples(),
                                100 * narrowest),
                        legend(),
                        drawing.svg());
    }

    private static String legend() {
        var svg = new StringBuilder("<g font-family=\"sans-serif\">\n");
        var room = (WIDTH - 2 * MARGIN) / Origin.values().length;
        for (var origin : Origin.values()) {
            var x = MARGIN + origin.ordinal() * room;
            svg.append(
                    "<rect x=\"%d\" y=\"49\" width=\"11\" height=\"11\" fill=\"%s\"/><text x=\"%d\" y=\"58\">%s</text>%n"
                            .formatted(x, origin.colour(), x + 15, origin.label()));
        }
        return svg.append("</g>\n").toString();
    }

    /** Class and method, or as much of them as fits; empty where that is too little. */
    static String label(String method, double width) {
        var room = (int) ((width - 4) / LETTER);
        var classes = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
        var label = method.substring(classes + 1);
        if (room < FEWEST_LETTERS) {
            return "";
        }
        return label.length() <= room ? label : label.substring(0, room - 2) + "..";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Frames by origin, so that a colour is told once, and their names over them. */
    private static final class Drawing {
        private final Map<Origin, StringBuilder> frames = new EnumMap<>(Origin.class);
        private final StringBuilder names = new StringBuilder();
        private final int samples;
        private final double narrowest;
        private int rows;

        Drawing(int samples, double narrowest) {
            this.samples = samples;
            this.narrowest = narrowest;
        }

        /** @param before samples of all that is left of it */
        void draw(Frame frame, int before, int row) {
            if (frame.samples() < narrowest * samples) {
                return;
            }
            rows = Math.max(rows, row + 1);
            var x = MARGIN + across(before);
            var y = TOP + row * ROW;
            frames.computeIfAbsent(Origin.of(frame.method()), origin -> new StringBuilder())
                    .append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"15\"><title>%s: %,d samples, %.1f %%</title></rect>%n",
                            x,
                            y,
                            across(frame.samples()),
                            escaped(frame.method()),
                            frame.samples(),
                            100.0 * frame.samples() / samples));
            var name = label(frame.method(), across(frame.samples()));
            if (!name.isEmpty()) {
                names.append(String.format(
                        Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>%n", x + 2, y + 11, escaped(name)));
            }
            var at = before;
            for (var callee : frame.callees()) {
                draw(callee, at, row + 1);
                at += callee.samples();
            }
        }

        private double across(int some) {
            return (double) some * (WIDTH - 2 * MARGIN) / samples;
        }

        String svg() {
            var svg = new StringBuilder();
            frames.forEach((origin, rectangles) -> svg.append("<g stroke=\"white\" stroke-width=\"0.4\" fill=\"")
                    .append(origin.colour())
                    .append("\">\n")
                    .append(rectangles)
                    .append("</g>\n"));
            return svg.append("<g pointer-events=\"none\">\n")
                    .append(names)
                    .append("</g>\n")
                    .toString();
        }
    }
}
