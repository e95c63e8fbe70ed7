package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what the calls of one phase were told, and when; from any thread, in memory that doesn't grow with their number. */
final class Tally {
    /** How finely time is looked at. */
    static final Duration SLICE = Duration.ofMillis(250);

    private static final int SIGNIFICANT_DIGITS = 2;

    private final long begin;
    private final AtomicIntegerArray sentIn;
    private final AtomicIntegerArray bookedIn;
    private final AtomicIntegerArray refusedIn;
    private final AtomicIntegerArray unclearIn;
    private final LongAdder sent = new LongAdder();
    private final LongAdder notBooked = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Map<String, LongAdder> unclear = new ConcurrentHashMap<>();
    private final Histogram booked = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final Histogram refused = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

    /**
     * Begins now.
     *
     * @param length for which it tells when what happened; what comes later is counted without its time
     */
    Tally(Duration length) {
        begin = System.nanoTime();
        int slices = (int) length.dividedBy(SLICE);
        sentIn = new AtomicIntegerArray(slices);
        bookedIn = new AtomicIntegerArray(slices);
        refusedIn = new AtomicIntegerArray(slices);
        unclearIn = new AtomicIntegerArray(slices);
    }

    private void note(AtomicIntegerArray slices, long now) {
        long slice = (now - begin) / SLICE.toNanos();
        if (slice < slices.length()) {
            slices.incrementAndGet((int) slice);
        }
    }

    /** A call is on its way. */
    void sent() {
        sent.increment();
        note(sentIn, System.nanoTime());
        outstanding.incrementAndGet();
    }

    /** A call was not made because too many are out: more than this program bears, whatever the system does. */
    void heldBack() {
        held.increment();
    }

    /** A call that was made at {@code sentAt}, by {@link System#nanoTime}, has been answered. */
    void heard(Told told, long sentAt) {
        var now = System.nanoTime();
        outstanding.decrementAndGet();
        switch (told) {
            case Told.Booked answer -> {
                booked.recordValue(now - sentAt);
                note(bookedIn, now);
            }
            case Told.NotBooked answer -> notBooked.increment();
            case Told.Undecided answer -> undecided.increment();
            case Told.Refused answer -> {
                refused.recordValue(now - sentAt);
                note(refusedIn, now);
            }
            case Told.Unclear answer -> {
                unclear.computeIfAbsent(answer.code(), code -> new LongAdder()).increment();
                note(unclearIn, now);
            }
        }
    }

    /** Calls that have not been answered yet. */
    int outstanding() {
        return outstanding.get();
    }

    /** All that was counted up to now. */
    Count count() {
        var unclearNow = new TreeMap<String, Long>();
        unclear.forEach((code, number) -> unclearNow.put(code, number.sum()));
        return new Count(
                new Count.When(pace(sentIn), pace(bookedIn), pace(refusedIn), pace(unclearIn)),
                sent.sum(),
                held.sum(),
                notBooked.sum(),
                undecided.sum(),
                unclearNow,
                Latency.of(booked.copy()),
                Latency.of(refused.copy()));
    }

    private static Pace pace(AtomicIntegerArray slices) {
        return new Pace(
                SLICE, IntStream.range(0, slices.length()).map(slices::get).toArray());
    }
}
