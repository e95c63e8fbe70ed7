package dev.roundtrip.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.CloseFuture;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.function.Supplier;

/** PostgreSQL's driver, but for how connections end that have been silent for too long, and how long one is waited for. */
final class NoticingDriver extends PgDriver {
    /** Who waits is in memory, so there is a bound; it is far beyond what may be asked for while a database answers. */
    private static final int MOST_WAITING = 10_000;

    @Override
    public Pool newPool(
            Vertx vertx,
            Supplier<? extends Future<? extends SqlConnectOptions>> databases,
            PoolOptions options,
            CloseFuture closeFuture) {
        long limit = options.getConnectionTimeoutUnit().toMillis(options.getConnectionTimeout());
        var unlimited = new PoolOptions(options).setConnectionTimeout(0);
        if (unlimited.getMaxWaitQueueSize() < 0) {
            unlimited.setMaxWaitQueueSize(MOST_WAITING);
        }
        var pool = super.newPool(vertx, databases, unlimited, closeFuture);
        return new PoolThatLosesNone((VertxInternal) vertx, closeFuture, pool, limit);
    }

    @Override
    public ConnectionFactory createConnectionFactory(
            Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
        return new NoticingFactory((VertxInternal) vertx, databases);
    }
}
