package dev.roundtrip.chaos.soak;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** All samples of a run. Any number of threads may add to it. */
final class Recording {
    private final SequencedMap<Column, TreeMap<Duration, Double>> columns = new LinkedHashMap<>();

    /** Adds what was seen at one time. */
    synchronized void add(Duration at, Map<Column, Double> values) {
        values.forEach((column, value) ->
                columns.computeIfAbsent(column, first -> new TreeMap<>()).put(at, value));
    }

    /** Everything that was sampled at least once, in the order in which it first was. */
    synchronized List<Column> columns() {
        return List.copyOf(columns.keySet());
    }

    /** What was sampled of a measure. */
    List<Column> columns(Measure measure) {
        return columns().stream().filter(column -> column.measure() == measure).toList();
    }

    /** All samples of one thing, the first first; none when it was never sampled. */
    synchronized List<Point> points(Column column) {
        return columns.getOrDefault(column, new TreeMap<>()).entrySet().stream()
                .map(sample -> new Point(sample.getKey(), sample.getValue()))
                .toList();
    }

    /** One line for each time, under a line of names; empty where a thing was not sampled then. */
    String csv(Topic topic) {
        var chosen = columns().stream()
                .filter(column -> column.measure().topic() == topic)
                .toList();
        var lines = new TreeMap<Duration, String[]>();
        for (int place = 0; place < chosen.size(); place++) {
            for (var point : points(chosen.get(place))) {
                lines.computeIfAbsent(point.at(), first -> new String[chosen.size()])[place] =
                        Figure.plain(point.value());
            }
        }
        var csv = new StringBuilder("seconds");
        chosen.forEach(column -> csv.append(',').append(column.label()));
        csv.append('\n');
        lines.forEach((at, cells) -> {
            csv.append(Figure.plain(Figure.seconds(at)));
            for (var cell : cells) {
                csv.append(',').append(cell == null ? "" : cell);
            }
            csv.append('\n');
        });
        return csv.toString();
    }
}
