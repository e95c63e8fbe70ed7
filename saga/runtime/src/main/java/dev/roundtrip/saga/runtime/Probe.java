package dev.roundtrip.saga.runtime;

import io.smallrye.mutiny.Uni;

/**
 * Asks a participant what became of a step, and changes nothing there. Asked after an attempt whose outcome is unknown, it
 * may spare the saga another attempt, or from turning back. A failed Uni counts as having found nothing.
 *
 * @param <R> the saga's request
 */
@FunctionalInterface
public interface Probe<R> {
    /** Asks when it is subscribed to; has as long as an attempt has. */
    Uni<Finding> ask(StepCall<R> call);
}
