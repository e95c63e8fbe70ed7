package dev.roundtrip.participant;

import dev.roundtrip.serving.CallDeadline;
import dev.roundtrip.wire.Refusals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A few tills, each with a line before it. Calls that want the same stand in the same line, so they don't fight over a row
 * in the database, they share a transaction; and those that want something else don't wait for them, unless chance has
 * given both the same till.
 */
final class Tills<Q extends Keyed, A> {
    private static final Duration COME_BACK = Duration.ofMillis(500);

    private final List<Till<Q, A>> tills;
    private final int maxWaiting;
    private final Duration maxWait;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param number how many tills
     * @param maxWaiting how many may wait before all of them
     * @param maxWait the longest that a call waits
     */
    Tills(Vertx vertx, Batches<Q, A> batches, int number, int maxBatch, int maxWaiting, Duration maxWait) {
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
        this.tills = Stream.generate(
                        () -> new Till<>(((VertxInternal) vertx).createEventLoopContext(), batches, maxBatch, waiting))
                .limit(number)
                .toList();
    }

    /**
     * Makes a call, which goes on whether its caller waits for the answer or not.
     *
     * @param wanted what others may want too
     * @return the answer, once it is committed, where this is subscribed to. Fails with RESOURCE_EXHAUSTED when too many
     *     wait, or this call waited too long, and with DEADLINE_EXCEEDED when its own deadline passed meanwhile; then
     *     nothing has happened
     */
    Uni<Told.Answered<A>> ask(String wanted, Q call) {
        var timeLeft = CallDeadline.timeLeft();
        return Uni.createFrom().deferred(() -> Uni.createFrom()
                .<Told<A>>emitter(caller ->
                        join(wanted, new Waiting<>(call, Patience.of(maxWait, timeLeft, System.nanoTime()), caller)))
                .emitOn(CallerThread.current())
                .onItem()
                .transformToUni(told -> switch (told) {
                    case Told.Answered<A> answered -> Uni.createFrom().item(answered);
                    case Told.Refused<A> refused -> Uni.createFrom().failure(refused.refusal());
                }));
    }

    private void join(String wanted, Waiting<Q, A> call) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            call.caller().fail(Refusals.busy("Too many calls wait here already: ask again.", COME_BACK));
            return;
        }
        tills.get(Math.floorMod(wanted.hashCode(), tills.size())).join(call);
    }
}
