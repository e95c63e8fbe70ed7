package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One call under way. It comes to exactly one outcome, on the loop: the participant's answer, or Unknown when the call
 * fails or its time is up. The bound here is our own, over and above any that the call carries to the other side.
 */
final class Attempt {
    /** The other side's own deadline gets the chance to be heard first: it says more. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Loop loop;
    private final Consumer<Outcome> listener;
    private Loop.Timer timer;
    private Cancellable waiting;
    private boolean settled;

    private Attempt(Loop loop, Consumer<Outcome> listener) {
        this.loop = loop;
        this.listener = listener;
    }

    static <R> void make(Loop loop, Action<R> action, StepCall<R> call, Consumer<Outcome> listener) {
        var attempt = new Attempt(loop, listener);
        attempt.timer = loop.schedule(call.deadline().plus(GRACE), () -> attempt.timeIsUp(call));
        try {
            attempt.waiting = action.call(call)
                    .subscribe()
                    .with(
                            outcome -> loop.execute(() -> attempt.settle(outcome)),
                            failure -> loop.execute(() -> attempt.settle(unknown(String.valueOf(failure)))));
        } catch (RuntimeException e) {
            loop.execute(() -> attempt.settle(unknown(e.toString())));
        }
    }

    private void timeIsUp(StepCall<?> call) {
        settle(unknown("No answer within " + call.deadline().toMillis() + " ms."));
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private void settle(Outcome outcome) {
        if (!settled) {
            settled = true;
            timer.cancel();
            listener.accept(outcome);
        }
    }

    private static Outcome unknown(String message) {
        return new Outcome.Unknown(new Fault(Fault.Kind.TRANSIENT, message));
    }
}
