package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.examples.orders.saga.Pools;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Participants on a PostgreSQL of the test class's own. */
final class Shop implements BeforeAllCallback, AfterAllCallback {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<String, Pool> byName = new HashMap<>();
    private PostgresServer server;
    private Pools pools;
    private Databases databases;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresServer.throwaway();
        pools = new Pools();
        databases = Databases.in(server);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pools.close();
        server.close();
    }

    Databases databases() {
        return databases;
    }

    /** Connections to that database, which all tests of the class share. */
    Pool pool(Database database) {
        return byName.computeIfAbsent(database.name(), name -> pools.to(database));
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    void execute(Database database, String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of a query's only row, as text. */
    String value(Database database, String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "none";
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
