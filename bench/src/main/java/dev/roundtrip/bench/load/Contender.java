package dev.roundtrip.bench.load;

import java.util.concurrent.CompletableFuture;

/** One of several ways of doing the same work. */
public interface Contender extends AutoCloseable {
    /** What it is called in figures. */
    String name();

    /**
     * Starts so many workers, each of which does one pair after the other until the load is over.
     *
     * @return completes when all have finished their last; fails as soon as one of them does
     */
    CompletableFuture<Void> work(int workers, PairLoad load);

    @Override
    void close();
}
