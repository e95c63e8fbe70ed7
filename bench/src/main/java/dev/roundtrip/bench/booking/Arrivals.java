package dev.roundtrip.bench.booking;

import dev.roundtrip.bench.load.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;

/**
 * The open loop: trips that are asked for at a rate of their own, whatever becomes of those before them. How long one takes is
 * counted from when it was to be asked for, so that whoever makes callers wait doesn't keep that from being seen (coordinated
 * omission).
 */
public final class Arrivals implements Work<TripReading> {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final Booth booth;
    private final Way way;
    private final double perSecond;
    private final Recorder latencies = new Recorder(SIGNIFICANT_DIGITS);
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Trips that are out, and one more for as long as new ones come. */
    private final AtomicLong out = new AtomicLong(1);

    private final LongAdder refused = new LongAdder();
    private final ComingBack comingBack = new ComingBack();
    private volatile boolean over;

    /**
     * @param name of who is asked
     * @param booth where
     * @param way what for
     * @param perSecond how often
     */
    public Arrivals(String name, Booth booth, Way way, double perSecond) {
        this.name = name;
        this.booth = booth;
        this.way = way;
        this.perSecond = perSecond;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Void> begin() {
        Thread.ofPlatform().daemon().name("arrivals").start(this::come);
        return done;
    }

    private void come() {
        try {
            long begin = System.nanoTime();
            for (long number = 0; !over; number++) {
                long due = begin + (long) (number / perSecond * NANOS_PER_SECOND);
                awaitTime(due);
                out.incrementAndGet();
                new Arrival(due).ask();
            }
            oneLess();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !over; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void oneLess() {
        if (out.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    @Override
    public TripReading read() {
        return new TripReading(latencies.getIntervalHistogram(), refused.sumThenReset());
    }

    @Override
    public void end() {
        over = true;
        comingBack.atOnce();
    }

    private final class Arrival implements Booth.Hearer {
        private final long due;

        Arrival(long due) {
            this.due = due;
        }

        private void ask() {
            booth.book(way, this);
        }

        @Override
        public void refused(Duration comeBackAfter) {
            refused.increment();
            if (over) {
                oneLess();
            } else {
                comingBack.after(comeBackAfter, this::ask);
            }
        }

        @Override
        public void ended() {
            latencies.recordValue(System.nanoTime() - due);
            oneLess();
        }

        @Override
        public void failed(RuntimeException why) {
            done.completeExceptionally(why);
        }
    }
}
