package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What lies between processes and everything else. It may lose, delay, double and reorder, both ways. */
final class Network {
    private final World.Node wire;
    private final Trace trace;

    Network(World world, Trace trace) {
        this.wire = world.node();
        this.trace = trace;
    }

    /** How one kind of message fares. */
    interface Fate {
        boolean isLost();

        boolean isDoubled();

        boolean isReplyLost();

        boolean isNoticed();

        Duration takes();
    }

    /** What came of a message where it arrived: an answer, or nothing that is worth one. */
    sealed interface Effect<T> {
        record Answer<T>(T value) implements Effect<T> {}

        record Failure<T>(String why) implements Effect<T> {}
    }

    /**
     * Sends a question, and hears its answer, through the moments of the process that asks.
     *
     * @param at what happens each time it arrives
     * @param trouble what the one who asks is told when something goes wrong and is noticed
     */
    <T> Uni<T> ask(
            Process from,
            Fate fate,
            Supplier<String> what,
            Supplier<Effect<T>> at,
            Function<String, Throwable> trouble) {
        return Uni.createFrom()
                .emitter(emitter -> from.moment(() -> new Message<T>(from, fate, what, at, trouble, emitter).depart()));
    }

    private final class Message<T> {
        private final Process from;
        private final Fate fate;
        private final Supplier<String> what;
        private final Supplier<Effect<T>> at;
        private final Function<String, Throwable> trouble;
        private final UniEmitter<? super T> emitter;

        private Message(
                Process from,
                Fate fate,
                Supplier<String> what,
                Supplier<Effect<T>> at,
                Function<String, Throwable> trouble,
                UniEmitter<? super T> emitter) {
            this.from = from;
            this.fate = fate;
            this.what = what;
            this.at = at;
            this.trouble = trouble;
            this.emitter = emitter;
        }

        private void depart() {
            if (fate.isLost()) {
                trace.note(() -> from + " loses " + what.get());
                troubleIfNoticed("it was lost on its way");
                return;
            }
            wire.schedule(fate.takes(), this::arrive);
            if (fate.isDoubled()) {
                wire.schedule(fate.takes(), this::arrive);
            }
        }

        private void arrive() {
            switch (at.get()) {
                case Effect.Answer<T> answer -> {
                    if (fate.isReplyLost()) {
                        trace.note(() -> "the reply is lost to: " + what.get());
                        troubleIfNoticed("its reply was lost");
                    } else {
                        reply(() -> emitter.complete(answer.value()));
                    }
                }
                case Effect.Failure<T> failure -> {
                    trace.note(() -> "fails: " + what.get() + ": " + failure.why());
                    troubleIfNoticed(failure.why());
                }
            }
        }

        private void troubleIfNoticed(String why) {
            if (fate.isNoticed()) {
                reply(() -> emitter.fail(trouble.apply(why)));
            }
        }

        private void reply(Runnable heard) {
            wire.schedule(fate.takes(), () -> from.node().execute(() -> from.moment(heard)));
        }
    }
}
