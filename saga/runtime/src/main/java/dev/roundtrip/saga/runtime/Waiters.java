package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Saga;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Those who wait for a saga to be committed up to some event, or to its end. Lives on the loop. */
final class Waiters {
    private static final long END = Long.MAX_VALUE;

    private record Waiter(long sequence, UniEmitter<? super Saga> emitter) {}

    private final Loop loop;
    private final List<Waiter> waiting = new ArrayList<>();

    Waiters(Loop loop) {
        this.loop = loop;
    }

    /** The saga once its event of that number is committed. Giving up the wait gives up nothing else. */
    Uni<Saga> until(long sequence) {
        return Uni.createFrom().emitter(emitter -> {
            var waiter = new Waiter(sequence, emitter);
            waiting.add(waiter);
            emitter.onTermination(() -> loop.execute(() -> waiting.remove(waiter)));
        });
    }

    /** The saga once it has ended and that is committed. */
    Uni<Saga> untilEnd() {
        return until(END);
    }

    /** It is committed up to there. */
    void committed(Saga saga, long upTo) {
        leave(waiter -> waiter.sequence() <= upTo).forEach(emitter -> emitter.complete(saga));
    }

    /** It has ended, and that is committed. */
    void ended(Saga saga) {
        leave(waiter -> true).forEach(emitter -> emitter.complete(saga));
    }

    /** What was decided but not committed is lost; the saga itself goes on. */
    void setBack(UUID sagaId) {
        leave(waiter -> waiter.sequence() != END).forEach(emitter -> emitter.fail(new NoLongerHere(sagaId)));
    }

    /** This node doesn't carry the saga any more. */
    void leftAlone(UUID sagaId) {
        leave(waiter -> true).forEach(emitter -> emitter.fail(new NoLongerHere(sagaId)));
    }

    private List<UniEmitter<? super Saga>> leave(Predicate<Waiter> who) {
        var leaving = waiting.stream().filter(who).toList();
        waiting.removeAll(leaving);
        var emitters = new ArrayList<UniEmitter<? super Saga>>();
        leaving.forEach(waiter -> emitters.add(waiter.emitter()));
        return emitters;
    }
}
