package dev.roundtrip.participant;

import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long a call may wait for its transaction to begin.
 *
 * @param end when that is over, by {@link System#nanoTime}
 * @param refusal what the caller is told then; nothing has happened
 */
record Patience(long end, Supplier<StatusRuntimeException> refusal) {
    private static final Duration COME_BACK = Duration.ofMillis(500);

    /**
     * The shorter of two.
     *
     * @param maxWait ours
     * @param timeLeft the caller's, who doesn't hear of what comes later; to work on that would take the time of those
     *     who still wait
     */
    static Patience of(Duration maxWait, Optional<Duration> timeLeft, long now) {
        return timeLeft.filter(left -> left.compareTo(maxWait) < 0)
                .map(left -> new Patience(now + left.toNanos(), Patience::tooLate))
                .orElseGet(() -> new Patience(now + maxWait.toNanos(), Patience::tooLong));
    }

    private static StatusRuntimeException tooLate() {
        return Status.DEADLINE_EXCEEDED
                .withDescription("This call's time ran out before it was begun with.")
                .asRuntimeException();
    }

    private static StatusRuntimeException tooLong() {
        return Refusals.busy("This call has waited too long here: ask again.", COME_BACK);
    }

    boolean isOver(long now) {
        return now - end >= 0;
    }
}
