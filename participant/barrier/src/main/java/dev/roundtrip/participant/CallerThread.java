package dev.roundtrip.participant;

import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Where a call came from: answers go back to there, for a call's context belongs to its thread. */
final class CallerThread {
    private CallerThread() {}

    /** To go on where this is called; off Vert.x wherever the answer comes from, for there is nowhere to go back to. */
    static Executor current() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }
}
