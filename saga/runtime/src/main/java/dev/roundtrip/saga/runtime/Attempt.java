package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call under way. It comes to exactly one outcome, on the loop: the participant's answer, or Unknown when the call
 * fails or its time is up. The bound here is our own, over and above any that the call carries to the other side.
 */
final class Attempt<T> {
    /** The other side's own deadline gets the chance to be heard first: it says more. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Loop loop;
    private final Consumer<T> listener;
    private Loop.Timer timer;
    private Cancellable waiting;
    private boolean settled;

    private Attempt(Loop loop, Consumer<T> listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /**
     * Makes a call, and if nobody can tell what became of it, asks {@code probe}, if there is one, before giving up. A call
     * that throws instead of answering is told to {@code bug}, and not expected to do better the next time.
     */
    static void make(
            Loop loop,
            Supplier<Uni<Outcome>> call,
            Optional<Supplier<Uni<Finding>>> probe,
            Duration deadline,
            Consumer<Throwable> bug,
            Consumer<Outcome> listener) {
        Consumer<Outcome> heard = outcome -> {
            if (probe.isPresent() && mayHaveHappened(outcome)) {
                settle(loop, probe.get(), deadline, outcome, listener);
            } else {
                listener.accept(outcome);
            }
        };
        new Attempt<>(loop, heard).go(call, deadline, message -> unknown(Fault.Kind.TRANSIENT, message), thrown -> {
            bug.accept(thrown);
            return unknown(Fault.Kind.PERMANENT, thrown.toString());
        });
    }

    private static void settle(
            Loop loop, Supplier<Uni<Finding>> probe, Duration deadline, Outcome unknown, Consumer<Outcome> listener) {
        Supplier<Uni<Optional<Outcome>>> asking = () -> probe.get().map(Finding::settles);
        Consumer<Optional<Outcome>> found = settled -> listener.accept(settled.orElse(unknown));
        new Attempt<>(loop, found).go(asking, deadline, failure -> Optional.empty(), thrown -> Optional.empty());
    }

    /** Of a call that was refused as such there is nothing to find. */
    private static boolean mayHaveHappened(Outcome outcome) {
        return outcome instanceof Outcome.Unknown unknown
                && switch (unknown.fault().kind()) {
                    case TRANSIENT -> true;
                    case PERMANENT, MISCONFIGURED -> false;
                };
    }

    private static Outcome unknown(Fault.Kind kind, String message) {
        return new Outcome.Unknown(new Fault(kind, message));
    }

    private void go(
            Supplier<Uni<T>> call, Duration deadline, Function<String, T> failed, Function<Throwable, T> threw) {
        timer = loop.schedule(deadline.plus(GRACE), () -> {
            settle(failed.apply("No answer within " + deadline.toMillis() + " ms."));
            if (waiting != null) {
                waiting.cancel();
            }
        });
        try {
            waiting = call.get()
                    .onItem()
                    .ifNull()
                    .failWith(() -> new IllegalStateException("It was answered with nothing at all."))
                    .subscribe()
                    .with(
                            answer -> loop.execute(() -> settle(answer)),
                            failure -> loop.execute(() -> settle(failed.apply(String.valueOf(failure)))));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            loop.execute(() -> settle(threw.apply(e)));
        }
    }

    private void settle(T answer) {
        if (!settled) {
            settled = true;
            timer.cancel();
            listener.accept(answer);
        }
    }
}
