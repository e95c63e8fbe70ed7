package dev.roundtrip.bench.booking;

import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** What is no failure: there was no room for a call, and it says when there may be. */
final class Refusal {
    private Refusal() {}

    /** When to come back; empty when it is anything else. */
    static Optional<Duration> of(Throwable failure) {
        return Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? Refusals.retryAfter(failure)
                : Optional.empty();
    }
}
