package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Outcome;
import io.smallrye.mutiny.Uni;

/**
 * An {@link Action} that needs to know what the steps before it were answered.
 *
 * @param <R> the saga's request
 */
@FunctionalInterface
public interface AnsweredAction<R> {
    /** Makes the call when it is subscribed to; all that is said of {@link Action#call} holds. */
    Uni<Outcome> call(StepCall<R> call, Answers answers);
}
