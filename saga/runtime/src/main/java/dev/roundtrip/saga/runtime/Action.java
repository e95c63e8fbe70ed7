package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Outcome;
import io.smallrye.mutiny.Uni;

/**
 * Calls a participant once: a step's action or its compensation.
 *
 * <p>It may be called again with the same key, after any outcome but a definite one, also by another process; the
 * participant answers a repeat as it did the first time. What it sends must follow from the call's request alone. A failed
 * Uni counts as an unknown outcome, and is tried again. To throw counts as a bug that trying again won't mend: the saga turns
 * back, and a step that must succeed shows as stuck.
 *
 * @param <R> the saga's request
 */
@FunctionalInterface
public interface Action<R> {
    /** Makes the call when it is subscribed to; cancelling it gives up waiting, and undoes nothing. */
    Uni<Outcome> call(StepCall<R> call);
}
