package dev.roundtrip.chaos.proxy;

import java.util.concurrent.atomic.LongAdder;

/** A link's counts, as they grow. */
final class Counters {
    private final LongAdder connections = new LongAdder();
    private final LongAdder hit = new LongAdder();
    private final LongAdder requestBytes = new LongAdder();
    private final LongAdder answerBytes = new LongAdder();
    private final LongAdder lostBytes = new LongAdder();

    void opened() {
        connections.increment();
    }

    void hit() {
        hit.increment();
    }

    void sent(Direction direction, int bytes) {
        switch (direction) {
            case REQUESTS -> requestBytes.add(bytes);
            case ANSWERS -> answerBytes.add(bytes);
        }
    }

    void lost(int bytes) {
        lostBytes.add(bytes);
    }

    LinkCounts with(int open) {
        return new LinkCounts(
                connections.sum(), open, hit.sum(), requestBytes.sum(), answerBytes.sum(), lostBytes.sum());
    }
}
