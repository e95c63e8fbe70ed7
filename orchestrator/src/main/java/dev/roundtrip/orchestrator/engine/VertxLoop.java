package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.saga.runtime.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine's loop: one Vert.x event loop, and a clock. What is to be run waits in a queue of its own, and the event loop is
 * asked once for all of it: under load, tasks come faster than it could be asked for each.
 */
final class VertxLoop implements Loop {
    /** The event loop has connections to see to as well. */
    private static final int MOST_AT_ONCE = 256;

    private final Context context;
    /** The timers are its own: nearly all of them are cancelled, each attempt sets one for its deadline. */
    private final ScheduledExecutorService eventLoop;

    private final InstantSource clock;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    /** To be made on a thread that is no event loop, which gives the engine one of its own. */
    VertxLoop(Vertx vertx, InstantSource clock) {
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
        this.eventLoop = ((ContextInternal) context).nettyEventLoop();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        ask();
    }

    private void ask() {
        if (asked.compareAndSet(false, true)) {
            try {
                context.runOnContext(nothing -> runWhatWaits());
            } catch (RuntimeException e) {
                // It is closed. Whoever comes next should hear that too, and not wait for it.
                asked.set(false);
                throw e;
            }
        }
    }

    /** One that throws is the context's to tell of, and takes none of the others with it. */
    private void runWhatWaits() {
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                var task = tasks.poll();
                if (task == null) {
                    break;
                }
                task.run();
            }
        } finally {
            asked.set(false);
            if (!tasks.isEmpty()) {
                ask();
            }
        }
    }

    /** For timers of whoever works on this loop. */
    ScheduledExecutorService timers() {
        return eventLoop;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        var timer = eventLoop.schedule(() -> execute(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }
}
