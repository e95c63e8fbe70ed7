package dev.roundtrip.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes pools of connections as they are set up elsewhere, but for one thing: a connection on which the database
 * says nothing for too long is given up, and the calls that wait for it fail. Every statement has a time limit, which the
 * database keeps and then says so; one that is silent for longer is gone, with its machine or behind a broken network, and
 * without this a call would wait until the kernel gives up, and all those behind it.
 */
final class PoolThatNoticesSilence implements PgPoolCreator {
    private final int limitMillis;

    PoolThatNoticesSilence(Duration limit) {
        this.limitMillis = Math.toIntExact(limit.toMillis());
    }

    @Override
    public Pool create(Input input) {
        var databases =
                input.pgConnectOptionsList().stream().map(this::noticingSilence).toList();
        return ClientBuilder.pool(new NoticingDriver())
                .with(input.poolOptions())
                .connectingTo(databases)
                .using(input.vertx())
                .build();
    }

    private SqlConnectOptions noticingSilence(PgConnectOptions database) {
        var options = new PgConnectOptions(database);
        options.setReadIdleTimeout(limitMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpKeepAlive(true);
        return options.setConnectTimeout(limitMillis);
    }
}
