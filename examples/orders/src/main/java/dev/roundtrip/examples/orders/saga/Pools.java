package dev.roundtrip.examples.orders.saga;

import dev.roundtrip.system.postgres.Database;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** Connections to databases, all of them closed together. */
public final class Pools implements AutoCloseable {
    private static final int CONNECTIONS = 5;

    private final Vertx vertx = Vertx.vertx();

    /** Makes none yet. */
    public Pools() {}

    /** A few connections to that database, made when they are needed. */
    public Pool to(Database database) {
        var options = new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.role())
                .setPassword(database.password())
                .setCachePreparedStatements(true)
                // A row that somebody keeps locked is to be that saga's trouble alone: the database gives up before the
                // engine does.
                .addProperty("lock_timeout", "1000")
                .addProperty("statement_timeout", "4000");
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    @Override
    public void close() {
        vertx.closeAndAwait();
    }
}
