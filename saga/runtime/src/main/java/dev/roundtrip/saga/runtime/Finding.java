package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import java.util.Objects;
import java.util.Optional;

/** What a {@link Probe} found at the participant. */
public sealed interface Finding {
    /** The step was done, with this answer. */
    record Done(Payload answer) implements Finding {
        public Done {
            Objects.requireNonNull(answer);
        }
    }

    /** The participant had said no. */
    record Refused(String reason, String message) implements Finding {}

    /** There is nothing there, which settles nothing: the attempt may be on its way still. */
    record NotFound() implements Finding {}

    /** The outcome that this settles an attempt's unknown one to; empty when it stays unknown. */
    default Optional<Outcome> settles() {
        return switch (this) {
            case Done done -> Optional.of(new Outcome.Confirmed(done.answer()));
            case Refused refused -> Optional.of(new Outcome.Rejected(refused.reason(), refused.message()));
            case NotFound notFound -> Optional.empty();
        };
    }
}
