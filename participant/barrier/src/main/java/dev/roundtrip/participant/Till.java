package dev.roundtrip.participant;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves those in its line, as many at a time as have come meanwhile, with one transaction at a time. */
final class Till<Q extends Keyed, A> {
    /** How often those are looked for whose time has run out while a transaction takes long. */
    private static final long LOOK_MILLIS = 100;

    private final Context context;
    private final Batches<Q, A> batches;
    private final int maxBatch;
    private final AtomicInteger waiting;

    private final Line<Q, A> line = new Line<>();
    private boolean serving;
    private boolean looking;

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
            look();
        });
    }

    private void next() {
        refuseLate();
        var batch = line.takeBatch(maxBatch);
        waiting.addAndGet(-batch.size());
        serving = !batch.isEmpty();
        if (serving) {
            serve(batch);
        }
    }

    private void serve(List<Waiting<Q, A>> batch) {
        batches.serve(batch, ((ContextInternal) context).nettyEventLoop())
                .emitOn(task -> context.runOnContext(nothing -> task.run()))
                .subscribe()
                .with(done -> next(), bug -> {
                    batch.forEach(call -> call.caller().fail(bug));
                    next();
                });
    }

    private void look() {
        if (!looking && !line.isEmpty()) {
            looking = true;
            context.owner()
                    .setTimer(
                            LOOK_MILLIS,
                            timer -> context.runOnContext(nothing -> {
                                looking = false;
                                refuseLate();
                                look();
                            }));
        }
    }

    private void refuseLate() {
        var late = line.takeLate(System.nanoTime());
        waiting.addAndGet(-late.size());
        late.forEach(call -> call.caller().fail(call.patience().refusal().get()));
    }
}
