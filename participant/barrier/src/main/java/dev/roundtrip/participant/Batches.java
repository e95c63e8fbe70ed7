package dev.roundtrip.participant;

import dev.roundtrip.database.DatabaseAway;
import dev.roundtrip.wire.Refusals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;

/**
 * Carries out calls together in one transaction. Callers are told once it is committed, or known not to be: when it could
 * not be done together it is undone and tried in halves, down to each call alone, so that one that can't be done does the
 * others no harm.
 */
final class Batches<Q extends Keyed, A> {
    private static final int LOST_RACES = 16;
    private static final Duration AFTER_LOST_RACES = Duration.ofMillis(100);

    /** Longer than a session may stand idle in a transaction: by then the server has ended it, and nothing can follow. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Pool pool;
    private final LocalTransaction<Q, A> work;
    private final Duration lockTimeout;

    /**
     * @param lockTimeout how long calls that share a transaction wait for a row; a call alone waits as long as the
     *     connection is set to
     */
    Batches(Pool pool, LocalTransaction<Q, A> work, Duration lockTimeout) {
        this.pool = pool;
        this.work = work;
        this.lockTimeout = lockTimeout;
    }

    /**
     * Carries them out, no two with the same key, and tells every caller. Doesn't fail.
     *
     * @param timers where the time of a transaction runs out; nearly all of them are cancelled
     */
    Uni<Void> serve(List<Waiting<Q, A>> batch, ScheduledExecutorService timers) {
        var inOrder = batch.stream()
                .sorted(Comparator.comparing(waiting -> waiting.call().step(), StepId.ORDER))
                .toList();
        return transaction(inOrder, timers)
                .invoke(told -> tell(inOrder, told))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> batch.size() > 1 && isWorthTryingApart(failure)
                        ? serve(batch.subList(0, batch.size() / 2), timers)
                                .chain(() -> serve(batch.subList(batch.size() / 2, batch.size()), timers))
                        : fail(batch, failure));
    }

    private Uni<List<Told<A>>> transaction(List<Waiting<Q, A>> batch, ScheduledExecutorService timers) {
        var calls = batch.stream().map(Waiting::call).toList();
        var once = pool.withTransaction(connection -> Uni.createFrom()
                .deferred(() -> calls.size() > 1 ? hastily(connection, calls) : work.run(connection, calls))
                .ifNoItem()
                .after(LIMIT)
                .on(timers)
                .failWith(() -> new TimeoutException("a transaction did not come to its end in " + LIMIT)));
        return batch.size() > 1
                ? once
                : once.onFailure(LostRace.class)
                        .retry()
                        .atMost(LOST_RACES)
                        .onFailure(LostRace.class)
                        .transform(
                                lost -> Refusals.busy("Too many want the same just now: ask again.", AFTER_LOST_RACES));
    }

    /**
     * A row that somebody holds on to must not keep all from going on. The setting goes ahead of the work and isn't waited
     * for: it needs no preparation, so nothing that is sent after it overtakes it.
     */
    private Uni<List<Told<A>>> hastily(SqlClient transaction, List<Q> calls) {
        Uni<List<Told<A>>> set = transaction
                .query("SET LOCAL lock_timeout = " + lockTimeout.toMillis())
                .execute()
                .replaceWith(List.of());
        return Together.all(List.of(set, work.run(transaction, calls))).map(List::getLast);
    }

    /** Not when the database is away, which is no call's fault; but of those that were in each other's way, one can be. */
    private static boolean isWorthTryingApart(Throwable failure) {
        return !DatabaseAway.isBehind(failure) || DatabaseAway.isConflict(failure);
    }

    private void tell(List<Waiting<Q, A>> batch, List<Told<A>> told) {
        for (var i = 0; i < batch.size(); i++) {
            batch.get(i).caller().complete(told.get(i));
        }
    }

    private Uni<Void> fail(List<Waiting<Q, A>> batch, Throwable failure) {
        batch.forEach(waiting -> waiting.caller().fail(failure));
        return Uni.createFrom().voidItem();
    }
}
