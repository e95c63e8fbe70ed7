package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Outcome;
import java.util.Objects;

/**
 * A step's name, together with what its participant answers: what steps that come after it ask for it by.
 *
 * @param name as the journal and the participants know the step
 * @param codec how its answer is kept
 * @param <A> the answer
 */
public record StepKey<A>(String name, AnswerCodec<A> codec) {
    public StepKey {
        Objects.requireNonNull(name);
        Objects.requireNonNull(codec);
    }

    /** The outcome of an attempt that was answered with {@code answer}. */
    public Outcome confirmed(A answer) {
        return new Outcome.Confirmed(codec.encode(answer));
    }
}
