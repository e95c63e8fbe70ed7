package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How a step's answer is kept in the journal.
 *
 * @param <A> the answer
 */
public interface AnswerCodec<A> {
    /** Text, as UTF-8. */
    AnswerCodec<String> TEXT = new AnswerCodec<>() {
        @Override
        public Payload encode(String answer) {
            return Payload.of(answer.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(Payload payload) {
            return new String(payload.bytes(), StandardCharsets.UTF_8);
        }
    };

    /** The answer as bytes. */
    Payload encode(A answer);

    /** The answer back from its bytes, also from those that earlier releases wrote. */
    A decode(Payload payload);

    /** Keeps answers of another type as what they are {@code written} as, which is {@code read} back. */
    default <B> AnswerCodec<B> as(Function<A, B> read, Function<B, A> written) {
        var kept = this;
        return new AnswerCodec<>() {
            @Override
            public Payload encode(B answer) {
                return kept.encode(written.apply(answer));
            }

            @Override
            public B decode(Payload payload) {
                return read.apply(kept.decode(payload));
            }
        };
    }
}
