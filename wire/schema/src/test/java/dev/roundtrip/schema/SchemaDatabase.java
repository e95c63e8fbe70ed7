package dev.roundtrip.schema;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.SQLException;

/** A database that Flyway has never been to, and connections to it as a service has them. */
final class SchemaDatabase implements AutoCloseable {
    private final PostgresServer server = PostgresServer.throwaway();
    private final Database database = server.database("schema");
    private final Vertx vertx = Vertx.vertx();

    Database database() {
        return database;
    }

    Pool pool() {
        return pool(database.reactiveUrl());
    }

    Pool pool(String url) {
        return PgBuilder.pool()
                .connectingTo(
                        PgConnectOptions.fromUri(url).setUser(database.role()).setPassword(database.password()))
                .using(vertx)
                .build();
    }

    void run(String... statements) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Whether there is a table of that name. */
    boolean has(String table) throws SQLException {
        try (var connection = database.connect();
                var query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        vertx.closeAndAwait();
        server.close();
    }
}
