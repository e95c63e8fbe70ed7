package dev.roundtrip.bench.load;

import java.util.concurrent.CompletableFuture;

/**
 * Pairs, by so many workers of a contender.
 *
 * @param contender who works
 * @param workers how many at once
 * @param load what they do
 */
public record PairWork(Contender contender, int workers, PairLoad load) implements Work<Reading> {
    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public CompletableFuture<Void> begin() {
        return contender.work(workers, load);
    }

    @Override
    public Reading read() {
        return load.meter().read();
    }

    @Override
    public void end() {
        load.end();
    }
}
