package dev.roundtrip.orchestrator.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Brings what the engine answers, on its own loop, back to where the call came in, which is where its answer is written. */
public final class CallerContext {
    private CallerContext() {}

    /** Runs tasks on the context of the call that is being served. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("calls are served on a Vert.x context");
        }
        return task -> context.runOnContext(nothing -> task.run());
    }

    /** Timers of the event loop that serves the call: nearly all of them are cancelled, and here no other thread has to hear of that. */
    public static ScheduledExecutorService timers() {
        return ((ContextInternal) Vertx.currentContext()).nettyEventLoop();
    }
}
