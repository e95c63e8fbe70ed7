package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Saga;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Those who wait for a saga to be committed up to some event, or to its end. Lives on the loop. */
final class Waiters {
    private static final long END = Long.MAX_VALUE;

    private static final class Waiter {
        private final long sequence;
        private final Consumer<Saga> reached;
        private final Consumer<NoLongerHere> lost;
        private boolean told;

        private Waiter(long sequence, Consumer<Saga> reached, Consumer<NoLongerHere> lost) {
            this.sequence = sequence;
            this.reached = reached;
            this.lost = lost;
        }
    }

    private final Loop loop;
    private final List<Waiter> waiting = new ArrayList<>();

    Waiters(Loop loop) {
        this.loop = loop;
    }

    /** The saga once its event of that number is committed. Giving up the wait gives up nothing else. */
    Uni<Saga> until(long sequence) {
        return Uni.createFrom()
                .emitter(emitter -> leaving(emitter, join(sequence, emitter::complete, emitter::fail), () -> {}));
    }

    /** The saga once it has ended and that is committed. */
    Uni<Saga> untilEnd() {
        return until(END);
    }

    /** The same, or nothing if it takes longer than {@code most}. */
    Uni<Optional<Saga>> untilEnd(Duration most) {
        return Uni.createFrom().emitter(emitter -> {
            var waiter = join(END, saga -> emitter.complete(Optional.of(saga)), emitter::fail);
            var timer = loop.schedule(most, () -> {
                if (leave(waiter)) {
                    emitter.complete(Optional.empty());
                }
            });
            leaving(emitter, waiter, timer::cancel);
        });
    }

    private Waiter join(long sequence, Consumer<Saga> reached, Consumer<NoLongerHere> lost) {
        var waiter = new Waiter(sequence, reached, lost);
        waiting.add(waiter);
        return waiter;
    }

    /** Who was told is gone already, and needs no loop for it; who gives up may do so anywhere. */
    private void leaving(UniEmitter<?> emitter, Waiter waiter, Runnable atLast) {
        emitter.onTermination(() -> {
            atLast.run();
            if (!waiter.told) {
                loop.execute(() -> leave(waiter));
            }
        });
    }

    private boolean leave(Waiter waiter) {
        waiter.told = true;
        return waiting.remove(waiter);
    }

    /** It is committed up to there. */
    void committed(Saga saga, long upTo) {
        tell(waiter -> waiter.sequence <= upTo, waiter -> waiter.reached.accept(saga));
    }

    /** It has ended, and that is committed. */
    void ended(Saga saga) {
        tell(waiter -> true, waiter -> waiter.reached.accept(saga));
    }

    /** What was decided but not committed is lost; the saga itself goes on. */
    void setBack(UUID sagaId) {
        tell(waiter -> waiter.sequence != END, waiter -> waiter.lost.accept(new NoLongerHere(sagaId)));
    }

    /** This node doesn't carry the saga any more. */
    void leftAlone(UUID sagaId) {
        tell(waiter -> true, waiter -> waiter.lost.accept(new NoLongerHere(sagaId)));
    }

    /** All of them leave before the first is told, who may well do something that comes back here. */
    private void tell(Predicate<Waiter> whom, Consumer<Waiter> what) {
        if (waiting.isEmpty()) {
            return;
        }
        var leaving = waiting.stream().filter(whom).toList();
        leaving.forEach(this::leave);
        leaving.forEach(what);
    }
}
