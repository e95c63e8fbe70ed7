package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.Callers;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Stage;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a trip puts into the log from a checkpoint on. The first change of a page after one puts all of the page there
 * (full_page_writes), and it takes a while until most pages of a large index have had theirs. Between two checkpoints that are
 * minutes apart that is a small part of the time; so what there is time for is gone through, and told, before anything is measured.
 *
 * @param look how long one took
 * @param walPerTrip bytes, of one look after the other, by contender
 */
record Touches(Duration look, SequencedMap<String, List<Double>> walPerTrip) {
    private static final int CALLERS = 64;
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Has each of them book for about so long, from a checkpoint on. */
    static Touches of(Stage stage, List<Contender> contenders, Duration each, PrintStream out) {
        checkpoint(stage);
        out.println("touching pages, bytes of log a trip");
        var seen = new LinkedHashMap<String, List<Double>>();
        int looks = (int) Math.max(1, each.dividedBy(LOOK));
        var length = each.compareTo(LOOK) < 0 ? each : LOOK;
        for (var contender : contenders) {
            var look = new Look(Duration.ZERO, length);
            out.printf("  %-8s", contender.name());
            var bytes = IntStream.range(0, looks)
                    .mapToObj(number -> walPerTrip(contender, look, out))
                    .toList();
            out.println();
            seen.put(contender.name(), bytes);
        }
        return new Touches(length, seen);
    }

    private static double walPerTrip(Contender contender, Look look, PrintStream out) {
        var window = look.at(new Callers(contender.name(), contender.booth(), Way.FORWARD, CALLERS), contender.costs());
        double bytes =
                (double) window.cost().walBytes() / Math.max(1, window.reading().trips());
        out.printf(Locale.ROOT, " %,.0f", bytes);
        out.flush();
        return bytes;
    }

    private static void checkpoint(Stage stage) {
        try (var connection = stage.superuser();
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL makes no checkpoint: " + e.getMessage(), e);
        }
    }

    /** How long one look took, in words. */
    String length() {
        return look.toSeconds() + " s";
    }

    /** Each contender's looks, one after the other. */
    String words(String contender) {
        return walPerTrip.get(contender).stream()
                .map(bytes -> String.format(Locale.ROOT, "%,.0f", bytes))
                .collect(Collectors.joining(", "));
    }
}
