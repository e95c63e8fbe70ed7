package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Payload;
import java.util.function.Function;

/**
 * How a saga's request is kept in the journal.
 *
 * @param <R> the request
 */
public interface RequestCodec<R> {
    /** Text, as UTF-8. */
    RequestCodec<String> TEXT = new RequestCodec<>() {
        @Override
        public Payload encode(String request) {
            return AnswerCodec.TEXT.encode(request);
        }

        @Override
        public String decode(Payload payload) {
            return AnswerCodec.TEXT.decode(payload);
        }
    };

    /** The request as bytes. */
    Payload encode(R request);

    /** The request back from its bytes, also from those that earlier releases wrote. */
    R decode(Payload payload);

    /** Keeps requests of another type as what they are {@code written} as, which is {@code read} back. */
    default <S> RequestCodec<S> as(Function<R, S> read, Function<S, R> written) {
        var kept = this;
        return new RequestCodec<>() {
            @Override
            public Payload encode(S request) {
                return kept.encode(written.apply(request));
            }

            @Override
            public S decode(Payload payload) {
                return read.apply(kept.decode(payload));
            }
        };
    }
}
