package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.load.Counts;
import dev.roundtrip.chaos.load.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What clients live through: since the last look, per second. */
final class ClientGauge implements Gauge {
    private static final String SUBJECT = "clients";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Traffic traffic;
    private Counts last;
    private long lastAt;

    ClientGauge(Traffic traffic) {
        this.traffic = traffic;
        last = traffic.counts();
        lastAt = System.nanoTime();
    }

    @Override
    public Map<Column, Double> read() {
        var now = traffic.counts();
        var nowAt = System.nanoTime();
        double seconds = (nowAt - lastAt) / NANOS_PER_SECOND;
        var latency = traffic.decidedSinceLastAsked();
        var values = new LinkedHashMap<Column, Double>();
        values.put(column(Measure.ASKED_PER_S), rate(now, Counts::sent, seconds));
        values.put(column(Measure.BOOKED_PER_S), rate(now, Counts::completed, seconds));
        values.put(column(Measure.UNDONE_PER_S), rate(now, Counts::compensated, seconds));
        values.put(
                column(Measure.ENDED_PER_S), rate(now, counts -> counts.completed() + counts.compensated(), seconds));
        values.put(column(Measure.REFUSED_PER_S), rate(now, Counts::refused, seconds));
        values.put(column(Measure.UNANSWERED_PER_S), rate(now, Counts::unanswered, seconds));
        values.put(column(Measure.LEFT_OUT_PER_S), rate(now, Counts::leftOut, seconds));
        values.put(column(Measure.OPEN), (double) now.open());
        values.put(column(Measure.REMEMBERED), (double) traffic.view().remembered());
        values.put(column(Measure.MEDIAN_MS), millis(latency.median()));
        values.put(column(Measure.P99_MS), millis(latency.p99()));
        last = now;
        lastAt = nowAt;
        return values;
    }

    private double rate(Counts now, ToLongFunction<Counts> count, double seconds) {
        return (count.applyAsLong(now) - count.applyAsLong(last)) / seconds;
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }

    private static Column column(Measure measure) {
        return new Column(SUBJECT, measure);
    }
}
