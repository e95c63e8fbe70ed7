package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Measurement;
import java.util.List;
import java.util.Locale;

/**
 * The run in one line.
 *
 * @param hotVersusSql the service's pairs per second on one flight, as a part of the best that bare SQL did
 * @param manyVersusSql the same on many flights
 * @param hotPerSecond the service's pairs per second on one flight
 * @param manyPerSecond the same on many flights
 */
record Headline(double hotVersusSql, double manyVersusSql, double hotPerSecond, double manyPerSecond) {
    static final List<String> SERVICE = List.of("service");
    static final List<String> SQL = List.of("sql-20", "sql-8", "tight-20");

    /** Each at the concurrency it is best at, by the median over the rounds. */
    static Headline of(Figures<Measurement> figures) {
        var hot = best(figures, Shape.HOT, SERVICE);
        var many = best(figures, Shape.MANY, SERVICE);
        return new Headline(hot / best(figures, Shape.HOT, SQL), many / best(figures, Shape.MANY, SQL), hot, many);
    }

    private static double best(Figures<Measurement> figures, String shape, List<String> contenders) {
        return figures.rate(figures.best(shape, contenders)).median();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "bench-participants: hot_vs_sql=%.2f many_vs_sql=%.2f hot_per_s=%.0f many_per_s=%.0f",
                hotVersusSql,
                manyVersusSql,
                hotPerSecond,
                manyPerSecond);
    }
}
