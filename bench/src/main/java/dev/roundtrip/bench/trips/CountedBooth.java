package dev.roundtrip.bench.trips;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A booth at which it is counted how many trips were answered, in the whole run. */
final class CountedBooth implements Booth {
    private final Booth booth;
    private final LongAdder ended = new LongAdder();

    CountedBooth(Booth booth) {
        this.booth = booth;
    }

    long ended() {
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
