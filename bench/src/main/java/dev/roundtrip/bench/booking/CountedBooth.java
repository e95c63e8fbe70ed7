package dev.roundtrip.bench.booking;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A booth at which it is counted how many trips were answered, in the whole run. */
public final class CountedBooth implements Booth {
    private final Booth booth;
    private final LongAdder ended = new LongAdder();

    /** @param booth where they are booked */
    public CountedBooth(Booth booth) {
        this.booth = booth;
    }

    /** As many. */
    public long ended() {
        return ended.sum();
    }

    @Override
    public void book(Way way, Hearer hearer) {
        booth.book(way, new Hearer() {
            @Override
            public void ended() {
                ended.increment();
                hearer.ended();
            }

            @Override
            public void refused(Duration comeBackAfter) {
                hearer.refused(comeBackAfter);
            }

            @Override
            public void failed(RuntimeException why) {
                hearer.failed(why);
            }
        });
    }

    @Override
    public void close() {
        booth.close();
    }
}
