package dev.roundtrip.participant;

import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * A call that waits for its transaction.
 *
 * @param deadline when it is no use any more to begin with it, by {@link System#nanoTime}
 * @param caller is told what came of it
 */
record Waiting<Q extends Keyed, A>(Q call, long deadline, UniEmitter<? super Told<A>> caller) {
    boolean isLate(long now) {
        return now - deadline >= 0;
    }
}
