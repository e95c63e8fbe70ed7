package dev.roundtrip.bench.growth;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How PostgreSQL carried statements out, as its auto_explain writes it into the log: what was really asked, and no copy of it.
 *
 * @param slowest of each statement
 */
record Plans(List<Plan> slowest) {
    private static final Pattern BEGIN = Pattern.compile("duration: ([0-9.]+) ms  plan:");
    private static final String QUERY = "\tQuery Text: ";

    /**
     * One statement, carried out once.
     *
     * @param millis how long it took
     * @param text the statement
     * @param plan how it was carried out
     */
    record Plan(double millis, String text, String plan) {
        /** The first words of the statement, which are enough to know it by when a long list of columns is left out. */
        String name() {
            var words = LIST_OF_COLUMNS
                    .matcher(text.replaceAll("\\s+", " ").strip())
                    .replaceFirst("SELECT ... FROM ");
            return words.length() <= NAME ? words : words.substring(0, NAME) + " ...";
        }

        private static final int NAME = 160;
        private static final Pattern LIST_OF_COLUMNS = Pattern.compile("^SELECT ((?!\\bFROM\\b).){100,}? FROM ");
    }

    /** Those of a log that read or change sagas. */
    static Plans in(String log) {
        Map<String, Plan> byText = new LinkedHashMap<>();
        var lines = log.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            var begin = BEGIN.matcher(lines.get(at));
            if (begin.find()) {
                int end = at + 1;
                while (end < lines.size() && lines.get(end).startsWith("\t")) {
                    end++;
                }
                var plan = plan(Double.parseDouble(begin.group(1)), lines.subList(at + 1, end));
                if (plan.text().contains("saga")) {
                    byText.merge(plan.text(), plan, (one, other) -> one.millis() >= other.millis() ? one : other);
                }
                at = end - 1;
            }
        }
        return new Plans(byText.values().stream()
                .sorted(Comparator.comparingDouble(Plan::millis).reversed())
                .toList());
    }

    /** A statement may have several lines: the plan begins with the first that tells of a cost. */
    private static Plan plan(double millis, List<String> lines) {
        int first = 0;
        while (first < lines.size() && !lines.get(first).contains("(cost=")) {
            first++;
        }
        var text = String.join("\n", lines.subList(0, first)).replace(QUERY, "");
        var plan = lines.subList(first, lines.size()).stream()
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
        return new Plan(millis, text, plan);
    }

    /** The slowest of all; 0 when there is none. */
    double mostMillis() {
        return slowest.stream().mapToDouble(Plan::millis).max().orElse(0);
    }

    /** All of them, to be read. */
    String text() {
        return slowest.stream()
                .map(plan -> "%.3f ms%n%s%n%n%s%n"
                        .formatted(plan.millis(), plan.text().strip(), plan.plan()))
                .collect(Collectors.joining("\n" + "-".repeat(80) + "\n\n"));
    }
}
