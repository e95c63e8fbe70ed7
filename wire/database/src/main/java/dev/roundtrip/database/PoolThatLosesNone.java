package dev.roundtrip.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.impl.CloseFuture;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.impl.PgPoolImpl;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * A pool that gives back the connection for which nobody waits any more.
 *
 * <p>The client's own time limit can pass just when a connection has been promised and is on its way to who waits for it: then both
 * happen, the second is an error in the log, and the connection is in use for nobody. So that limit is off, and this one is in
 * its place. A query without a connection of its own has none: who asks it has one, and the client's would be an error in
 * the log for each that failed before.
 */
final class PoolThatLosesNone extends PgPoolImpl {
    private final VertxInternal vertx;
    private final long limitMillis;

    /** {@code pool} has no limit of its own; zero is none here either. */
    PoolThatLosesNone(VertxInternal vertx, CloseFuture closeFuture, Pool pool, long limitMillis) {
        super(vertx, closeFuture, pool);
        this.vertx = vertx;
        this.limitMillis = limitMillis;
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Future<SqlConnection> getConnection() {
        if (limitMillis <= 0) {
            return super.getConnection();
        }
        var waiting = vertx.getOrCreateContext().<SqlConnection>promise();
        long timer = vertx.setTimer(
                limitMillis, id -> waiting.tryFail(new VertxException("Timeout waiting for connection", true)));
        super.getConnection()
                .onSuccess(connection -> {
                    vertx.cancelTimer(timer);
                    if (!waiting.tryComplete(connection)) {
                        connection.close();
                    }
                })
                .onFailure(failure -> {
                    vertx.cancelTimer(timer);
                    waiting.tryFail(failure);
                });
        return waiting.future();
    }
}
