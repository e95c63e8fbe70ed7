package dev.roundtrip.bench.participants;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.roundtrip.bench.load.Contender;
import dev.roundtrip.bench.load.PairLoad;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The same statements' work by JDBC from a pool, in this process: a thread per worker, and no service between. */
final class SqlContender implements Contender {
    private final String name;
    private final SeatSql sql;
    private final HikariDataSource pool;

    /** @param connections how many there are, all of them from the beginning */
    SqlContender(String name, SeatSql sql, Database database, int connections) {
        this.name = name;
        this.sql = sql;
        var settings = new HikariConfig();
        settings.setJdbcUrl(database.jdbcUrl());
        settings.setUsername(database.role());
        settings.setPassword(database.password());
        settings.setMaximumPoolSize(connections);
        settings.setAutoCommit(false);
        this.pool = new HikariDataSource(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Void> work(int workers, PairLoad load) {
        var finished = new CompletableFuture<Void>();
        var left = new AtomicInteger(workers);
        for (var i = 0; i < workers; i++) {
            Thread.ofPlatform().daemon().name(name + "-" + i).start(() -> {
                try {
                    untilOver(load);
                    if (left.decrementAndGet() == 0) {
                        finished.complete(null);
                    }
                } catch (SQLException | RuntimeException e) {
                    finished.completeExceptionally(e);
                }
            });
        }
        return finished;
    }

    private void untilOver(PairLoad load) throws SQLException {
        while (!load.isOver()) {
            var saga = load.newSagaId();
            var flight = load.nextFlight();
            var begin = System.nanoTime();
            try (var connection = pool.getConnection()) {
                sql.reserve(connection, saga, flight);
            }
            if (!load.reserved(saga, System.nanoTime() - begin)) {
                return;
            }
            var beginOfCancel = System.nanoTime();
            try (var connection = pool.getConnection()) {
                sql.cancel(connection, saga);
            }
            load.cancelled(System.nanoTime() - beginOfCancel);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
