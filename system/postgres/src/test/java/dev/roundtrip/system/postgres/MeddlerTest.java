package dev.roundtrip.system.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T get(CompletableFuture<T> call) throws InterruptedException, ExecutionException {
        return call.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).get();
    }
}
