package dev.roundtrip.chaos.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts what the clients live through. */
final class Meter {
    private static final int DIGITS = 2;
    private static final long MICROS = 1_000;

    final LongAdder sent = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder completed = new LongAdder();
    final LongAdder compensated = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder leftOut = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder commanded = new LongAdder();
    final LongAdder watched = new LongAdder();
    final LongAdder silences = new LongAdder();
    final LongAdder busy = new LongAdder();
    final AtomicInteger open = new AtomicInteger();
    private final Histogram acceptedWithin = new ConcurrentHistogram(DIGITS);
    private final Histogram decidedWithin = new ConcurrentHistogram(DIGITS);
    private final Recorder decidedLately = new Recorder(DIGITS);
    private final Map<String, Instant> lastAccepted = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastCompleted = new ConcurrentHashMap<>();

    /** Someone was told of their trip, by that door. */
    void accepted(String door, Duration after, boolean decided) {
        accepted.increment();
        lastAccepted.put(door, Instant.now());
        long micros = after.toNanos() / MICROS;
        (decided ? decidedWithin : acceptedWithin).recordValue(micros);
        if (decided) {
            decidedLately.recordValue(micros);
        }
    }

    /** Someone was told by that door that their trip is booked, just after asking for it. */
    void completed(String door) {
        lastCompleted.put(door, Instant.now());
    }

    Optional<Instant> lastAccepted(String door) {
        return Optional.ofNullable(lastAccepted.get(door));
    }

    Optional<Instant> lastCompleted(String door) {
        return Optional.ofNullable(lastCompleted.get(door));
    }

    /** Since the last time that this was asked. */
    Counts.Latency decidedLately() {
        return latency(decidedLately.getIntervalHistogram());
    }

    Counts counts() {
        return new Counts(
                sent.sum(),
                accepted.sum(),
                completed.sum(),
                compensated.sum(),
                refused.sum(),
                unanswered.sum(),
                leftOut.sum(),
                cancelled.sum(),
                commanded.sum(),
                watched.sum(),
                silences.sum(),
                busy.sum(),
                open.get(),
                latency(acceptedWithin),
                latency(decidedWithin));
    }

    private static Counts.Latency latency(Histogram histogram) {
        return new Counts.Latency(
                micros(histogram.getValueAtPercentile(50)),
                micros(histogram.getValueAtPercentile(99)),
                micros(histogram.getMaxValue()));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * MICROS);
    }
}
