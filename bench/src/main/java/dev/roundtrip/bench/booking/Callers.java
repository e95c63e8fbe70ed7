package dev.roundtrip.bench.booking;

import dev.roundtrip.bench.load.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.Recorder;

/** The closed loop: so many callers, each of whom books the next trip when the last has ended. */
public final class Callers implements Work<TripReading> {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final String name;
    private final Booth booth;
    private final Way way;
    private final int number;
    private final AtomicLong left;
    private final Recorder latencies = new Recorder(SIGNIFICANT_DIGITS);
    private final LongAdder refused = new LongAdder();
    private final ComingBack comingBack = new ComingBack();
    private volatile boolean over;

    /**
     * @param name of who is asked
     * @param booth where
     * @param way what for
     * @param number how many callers
     */
    public Callers(String name, Booth booth, Way way, int number) {
        this(name, booth, way, number, Long.MAX_VALUE);
    }

    /**
     * The same, who go when they have booked enough.
     *
     * @param trips how many they book together
     */
    public Callers(String name, Booth booth, Way way, int number, long trips) {
        this.left = new AtomicLong(trips);
        this.name = name;
        this.booth = booth;
        this.way = way;
        this.number = number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Void> begin() {
        var callers = IntStream.range(0, number).mapToObj(at -> new Caller()).toList();
        callers.forEach(Caller::next);
        var one = new CompletableFuture<Void>();
        callers.forEach(caller -> caller.gone.exceptionally(failure -> {
            one.completeExceptionally(failure);
            return null;
        }));
        CompletableFuture.allOf(callers.stream().map(caller -> caller.gone).toArray(CompletableFuture[]::new))
                .thenRun(() -> one.complete(null));
        return one;
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

    private final class Caller implements Booth.Hearer {
        private final CompletableFuture<Void> gone = new CompletableFuture<>();
        private long begin;

        private void next() {
            begin = System.nanoTime();
            if (left.getAndDecrement() > 0) {
                ask();
            } else {
                gone.complete(null);
            }
        }

        private void ask() {
            if (over) {
                gone.complete(null);
            } else {
                booth.book(way, this);
            }
        }

        @Override
        public void refused(Duration comeBackAfter) {
            refused.increment();
            comingBack.after(comeBackAfter, this::ask);
        }

        @Override
        public void ended() {
            latencies.recordValue(System.nanoTime() - begin);
            next();
        }

        @Override
        public void failed(RuntimeException why) {
            gone.completeExceptionally(why);
        }
    }
}
