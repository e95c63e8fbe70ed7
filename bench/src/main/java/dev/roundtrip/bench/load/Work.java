package dev.roundtrip.bench.load;

import java.util.concurrent.CompletableFuture;

/**
 * Something that goes on until it is ended, and can be looked at meanwhile.
 *
 * @param <R> what is seen of it
 */
public interface Work<R> {
    /** Who does it, as figures call them. */
    String name();

    /**
     * Begins it.
     *
     * @return completes when all that was begun has been finished after {@link #end}; fails as soon as anything does
     */
    CompletableFuture<Void> begin();

    /** All that came since this was last called. */
    R read();

    /** Has nothing more begun. */
    void end();
}
