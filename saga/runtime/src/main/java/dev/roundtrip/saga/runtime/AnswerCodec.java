package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Payload;
import java.nio.charset.StandardCharsets;

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
}
