package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.saga.runtime.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The engine's loop: one Vert.x event loop, and a clock. */
final class VertxLoop implements Loop {
    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;

    /** To be made on a thread that is no event loop, which gives the engine one of its own. */
    VertxLoop(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        long timer = vertx.setTimer(millis, id -> execute(task));
        return () -> vertx.cancelTimer(timer);
    }
}
