package dev.roundtrip.participant;

import dev.roundtrip.wire.Refusals;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves those in its line, as many at a time as have come meanwhile, with one transaction at a time. */
final class Till<Q extends Keyed, A> {
    private static final Duration COME_BACK = Duration.ofMillis(500);

    private final Context context;
    private final Batches<Q, A> batches;
    private final int maxBatch;
    private final AtomicInteger waiting;

    private final Line<Q, A> line = new Line<>();
    private boolean serving;

    /**
     * @param context the only one on which it works
     * @param waiting counts who waits in any line; who is taken out is taken off it
     */
    Till(Context context, Batches<Q, A> batches, int maxBatch, AtomicInteger waiting) {
        this.context = context;
        this.batches = batches;
        this.maxBatch = maxBatch;
        this.waiting = waiting;
    }

    /** Puts a call in line, from any thread. */
    void join(Waiting<Q, A> call) {
        context.runOnContext(nothing -> {
            line.add(call);
            if (!serving) {
                next();
            }
        });
    }

    private void next() {
        var late = line.takeLate(System.nanoTime());
        late.forEach(
                call -> call.caller().fail(Refusals.busy("This call has waited too long here: ask again.", COME_BACK)));
        var batch = line.takeBatch(maxBatch);
        waiting.addAndGet(-late.size() - batch.size());
        serving = !batch.isEmpty();
        if (serving) {
            serve(batch);
        }
    }

    private void serve(List<Waiting<Q, A>> batch) {
        batches.serve(batch)
                .emitOn(task -> context.runOnContext(nothing -> task.run()))
                .subscribe()
                .with(done -> next(), bug -> {
                    batch.forEach(call -> call.caller().fail(bug));
                    next();
                });
    }
}
