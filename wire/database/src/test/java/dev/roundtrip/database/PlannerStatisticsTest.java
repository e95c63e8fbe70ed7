package dev.roundtrip.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.serving.InvalidSettings;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannerStatisticsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 20;

    private static PostgresServer server;
    private static Database database;
    private static Vertx vertx;
    private static Pool pool;

    private Connection connection;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.throwaway();
        database = server.database("statistics");
        vertx = Vertx.vertx();
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.role())
                        .setPassword(database.password()))
                .using(vertx)
                .build();
    }

    @AfterAll
    static void stopServer() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        server.close();
    }

    @BeforeEach
    void makeTable() throws SQLException {
        connection = database.connect();
        run(
                "CREATE TABLE thing (id bigint PRIMARY KEY, text text)",
                "ALTER TABLE thing ALTER COLUMN text SET STORAGE PLAIN");
    }

    @AfterEach
    void dropTable() throws SQLException {
        run("DROP TABLE thing");
        connection.close();
    }

    /** The trap first: without this the test would pass for nothing. */
    @Test
    void aPlanThatReadsTheWholeTableIsReplacedWhenTheTableHasGrown() throws SQLException {
        grow(1, 1, 10);
        refresh();
        run(
                "SET plan_cache_mode = force_generic_plan",
                "PREPARE found (bigint) AS SELECT text FROM thing WHERE id = $1");
        assertTrue(plan().startsWith("Seq Scan"), plan());
        grow(2, 5_000, 10);
        assertTrue(plan().startsWith("Seq Scan"), plan());

        refresh();

        assertTrue(plan().startsWith("Index Scan"), plan());
    }

    @Test
    void aTableIsAnalysedEachTimeItHasDoubled() throws SQLException {
        assertEquals(List.of(), refresh());
        grow(1, 1_000, 10);
        assertEquals(List.of("public.thing"), refresh());
        assertEquals(1_000, estimate());
        grow(1_001, 1_900, 10);
        assertEquals(List.of(), refresh());
        assertEquals(1_000, estimate());
        grow(1_901, 3_000, 10);
        assertEquals(List.of("public.thing"), refresh());
        assertEquals(3_000, estimate());
    }

    @Test
    void whatIsLargeIsLeftToAutovacuum() throws SQLException {
        grow(1, 1_100, 7_000);
        assertEquals(List.of(), refresh());
    }

    @Test
    void whatBelongsToAnotherRoleIsPassedOver() throws SQLException {
        try (var superuser = server.superuser(database.name());
                var statement = superuser.createStatement()) {
            statement.execute("CREATE TABLE theirs AS SELECT generate_series(1, 1000) AS id");
            assertEquals(List.of(), refresh());
            statement.execute("DROP TABLE theirs");
        }
    }

    @Test
    void looksAgainAndAgainUntilItIsStopped() throws Exception {
        var statistics = statistics(Duration.ofMillis(LOOK_MILLIS).multipliedBy(5));
        statistics.start(new StartupEvent());
        try {
            grow(1, 1_000, 10);
            awaitEstimate(1_000);
            grow(1_001, 4_000, 10);
            awaitEstimate(4_000);
        } finally {
            statistics.stop(new ShutdownEvent());
        }
    }

    @Test
    void anIntervalThatIsTooShortStopsTheStart() {
        var statistics = statistics(Duration.ofMillis(1));
        assertThrows(InvalidSettings.class, () -> statistics.start(new StartupEvent()));
    }

    private void awaitEstimate(int rows) throws Exception {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (estimate() != rows) {
            assertTrue(System.nanoTime() < end, "the table was not analysed: " + estimate() + " rows, not " + rows);
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static PlannerStatistics statistics(Duration interval) {
        return new PlannerStatistics(vertx.getDelegate(), pool, interval);
    }

    private static List<String> refresh() {
        return statistics(Duration.ZERO).refresh().await().atMost(LIMIT);
    }

    private void grow(int from, int to, int length) throws SQLException {
        run("INSERT INTO thing SELECT id, repeat('x', %d) FROM generate_series(%d, %d) AS id"
                .formatted(length, from, to));
    }

    private int estimate() throws SQLException {
        return Integer.parseInt(read("SELECT reltuples::int FROM pg_class WHERE oid = 'thing'::regclass"));
    }

    private String plan() throws SQLException {
        return read("EXPLAIN (COSTS OFF) EXECUTE found (1)");
    }

    private String read(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void run(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
