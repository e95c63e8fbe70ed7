package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Payload;

/**
 * How a saga's request is kept in the journal.
 *
 * @param <R> the request
 */
public interface RequestCodec<R> {
    /** The request as bytes. */
    Payload encode(R request);

    /** The request back from its bytes, also from those that earlier releases wrote. */
    R decode(Payload payload);
}
