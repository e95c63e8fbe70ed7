package dev.roundtrip.participant;

import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * A call that waits for its transaction.
 *
 * @param caller is told what came of it
 */
record Waiting<Q extends Keyed, A>(Q call, Patience patience, UniEmitter<? super Told<A>> caller) {}
