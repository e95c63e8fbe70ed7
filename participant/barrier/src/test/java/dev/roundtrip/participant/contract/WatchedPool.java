package dev.roundtrip.participant.contract;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Remembers every transaction that failed. Callers don't hear of one whose calls were tried again, and PostgreSQL counts
 * deadlocks only where one made it wait for longer than its {@code deadlock_timeout}, and tells of it late.
 */
public final class WatchedPool extends Pool {
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** The same connections as {@code pool}. */
    public WatchedPool(Pool pool) {
        super(pool.getDelegate());
    }

    @Override
    public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
        return super.withTransaction(work).onFailure().invoke(failures::add);
    }

    /** Why transactions failed, in the order in which they did. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }
}
