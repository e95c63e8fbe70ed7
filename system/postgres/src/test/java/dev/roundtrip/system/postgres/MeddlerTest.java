package dev.roundtrip.system.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeddlerTest {
    private static final String QUERY_CANCELED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static PostgresServer server;
    private static Database flight;
    private static Database hotel;
    private static Meddler meddler;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.throwaway();
        flight = server.database("flight");
        hotel = server.database("hotel");
        meddler = server.meddlerIn(flight);
        try (var connection = flight.connect()) {
            run(connection, "CREATE TABLE seats AS SELECT 1 AS seat");
            run(connection, "CREATE TABLE berths (berth int)");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void connectionsOfOneRoleAreTerminatedAndOthersNot() throws SQLException {
        try (var mine = flight.connect();
                var another = hotel.connect()) {
            assertTrue(meddler.terminateConnections() >= 1);
            assertThrows(SQLException.class, () -> run(mine, "SELECT 1"));
            run(another, "SELECT 1");
        }
        try (var anew = flight.connect()) {
            run(anew, "SELECT 1");
        }
    }

    @Test
    void aStatementThatIsUnderWayIsCancelledAndItsConnectionGoesOn() throws Exception {
        try (var connection = flight.connect()) {
            var statement = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> run(connection, "SELECT pg_sleep(60)")));
            cancelOne();
            assertEquals(QUERY_CANCELED, get(statement).getSQLState());
            run(connection, "SELECT 1");
        }
    }

    private static void cancelOne() throws SQLException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (meddler.cancelStatements() == 0) {
            assertTrue(System.nanoTime() < end, "no statement was under way within " + LIMIT);
        }
    }

    @Test
    void statementsWaitForLockedTablesUntilTheyAreLetGo() throws SQLException {
        try (var connection = flight.connect()) {
            run(connection, "SET lock_timeout = 50");
            var locked = meddler.lockTables();
            try {
                var refused = assertThrows(SQLException.class, () -> run(connection, "SELECT * FROM seats"));
                assertEquals(LOCK_NOT_AVAILABLE, refused.getSQLState());
            } finally {
                locked.close();
            }
            run(connection, "SELECT * FROM seats");
        }
    }

    @Test
    void whoWaitsForALockIsCounted() throws Exception {
        try (var connection = flight.connect()) {
            run(connection, "SET lock_timeout = '20s'");
            CompletableFuture<Void> statement;
            var locked = meddler.lockTables();
            try {
                assertEquals(0, meddler.waitingForLocks());
                statement = CompletableFuture.runAsync(() -> runUnchecked(connection, "SELECT * FROM seats"));
                awaitThat("the statement to wait", () -> meddler.waitingForLocks() == 1);
            } finally {
                locked.close();
            }
            get(statement);
        }
    }

    @Test
    void aWriteThatIsStalledEndsAtItsTimeLimit() throws SQLException {
        try (var connection = flight.connect()) {
            run(connection, "SET statement_timeout = 300");
            try (var stalled = meddler.stallWrites()) {
                for (var write : List.of("INSERT INTO seats VALUES (2)", "UPDATE seats SET seat = 3")) {
                    var ended = assertThrows(SQLException.class, () -> run(connection, write));
                    assertEquals(QUERY_CANCELED, ended.getSQLState());
                    assertTrue(ended.getMessage().contains("statement timeout"), ended::getMessage);
                }
                assertEquals(2, stalled.timedOut());
                run(connection, "SELECT * FROM seats");
            }
            run(connection, "UPDATE seats SET seat = 1");
            run(connection, "INSERT INTO berths VALUES (1)");
        }
    }

    @Test
    void whoIsStalledGoesOnAsSoonAsItIsOverAndNothingIsLeftOfIt() throws Exception {
        try (var connection = flight.connect()) {
            run(connection, "SET statement_timeout = '60s'");
            CompletableFuture<Void> statement;
            var stalled = meddler.stallWrites();
            try {
                statement = CompletableFuture.runAsync(() -> runUnchecked(connection, "UPDATE seats SET seat = 1"));
                awaitThat(
                        "the statement to sleep",
                        () -> number("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE usename = 'flight' AND wait_event = 'PgSleep'")
                                == 1);
                assertEquals(0, stalled.timedOut());
            } finally {
                stalled.close();
            }
            get(statement);
            assertEquals(0, number("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'meddler%'"));
            assertEquals(0, number("SELECT count(*) FROM pg_proc WHERE proname LIKE 'meddler%'"));
            assertEquals(0, number("SELECT count(*) FROM pg_class WHERE relname LIKE 'meddler%'"));
        }
    }

    /** Changing a table has to wait for who writes into it. */
    @Test
    void writesAreStalledThoughSomebodyIsAtWorkInTheTablesFirst() throws Exception {
        try (var busy = flight.connect();
                var connection = flight.connect()) {
            busy.setAutoCommit(false);
            run(busy, "UPDATE seats SET seat = 1");
            var stalling = CompletableFuture.supplyAsync(() -> {
                try {
                    return meddler.stallWrites();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitThat(
                    "the change of the table to wait",
                    () -> number("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE usename = 'postgres' AND wait_event_type = 'Lock'")
                            == 1);
            busy.commit();
            try (var stalled = get(stalling)) {
                run(connection, "SET statement_timeout = 300");
                assertThrows(SQLException.class, () -> run(connection, "UPDATE seats SET seat = 2"));
                assertEquals(1, stalled.timedOut());
            }
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void awaitThat(String what, Condition condition) throws SQLException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, () -> "waited " + LIMIT + " in vain for " + what);
        }
    }

    private static int number(String sql) throws SQLException {
        try (var connection = server.superuser("flight");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void runUnchecked(Connection connection, String sql) {
        try {
            run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T get(CompletableFuture<T> call) throws InterruptedException, ExecutionException {
        return call.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).get();
    }
}
