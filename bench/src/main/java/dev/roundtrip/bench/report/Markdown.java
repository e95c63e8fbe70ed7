package dev.roundtrip.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tables, and the texts that they are put into. */
public final class Markdown {
    private Markdown() {}

    /** A text of this program. */
    public static String template(String resource) {
        try (var stream = Markdown.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " can't be read", e);
        }
    }

    /** A row for each item, under a row of names. */
    public static <T> String table(List<String> names, Collection<T> items, Function<T, List<String>> cells) {
        var rule = names.stream().map(name -> "---").toList();
        return row(names) + "\n" + row(rule).replace(" ", "") + "\n" + rows(items, cells);
    }

    /** A row for each item. */
    public static <T> String rows(Collection<T> items, Function<T, List<String>> cells) {
        return items.stream().map(item -> row(cells.apply(item))).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /**
     * Puts something else between two lines of a text.
     *
     * @param mark what the two lines are named by
     * @throws IllegalArgumentException when the text has no such lines
     */
    public static String between(String text, String mark, String content) {
        var begin = "<!-- " + mark + " -->\n";
        var end = "<!-- end of " + mark + " -->\n";
        var from = text.indexOf(begin);
        var to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "There is no place between '" + begin.strip() + "' and '" + end.strip() + "'.");
        }
        return text.substring(0, from + begin.length()) + content + "\n" + text.substring(to);
    }
}
