package dev.roundtrip.system.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String INVALID_PASSWORD = "28P01";

    @Test
    void aRoleReachesItsOwnDatabaseAndNoOther() throws SQLException {
        try (var server = PostgresServer.throwaway()) {
            var databases = List.of(
                    server.database("roundtrip"),
                    server.database("flight"),
                    server.database("hotel"),
                    server.database("car"));
            for (var mine : databases) {
                assertEquals(mine.name(), show(mine.connect(), "SELECT current_database()"));
                for (var other : databases) {
                    if (!other.equals(mine)) {
                        var refused = assertThrows(SQLException.class, () -> DriverManager.getConnection(
                                        other.jdbcUrl(), mine.role(), mine.password())
                                .close());
                        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
                        assertTrue(refused.getMessage().contains(other.name()), refused.getMessage());
                    }
                }
            }
        }
    }

    @Test
    void aRoleIsNotLetInWithoutItsPassword() {
        try (var server = PostgresServer.throwaway()) {
            var flight = server.database("flight");
            var refused = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection(flight.jdbcUrl(), flight.role(), "a guess")
                            .close());
            assertEquals(INVALID_PASSWORD, refused.getSQLState());
        }
    }

    @Test
    void aServerLeftBehindByAKilledLauncherMakesRoomForTheNext(@TempDir Path directory) throws Exception {
        var port = killALauncherOn(directory);
        try (var next = PostgresServer.durable(directory.resolve("data"), port, directory.resolve("log"))) {
            assertEquals(port, next.port());
            assertEquals("flight", show(next.database("flight").connect(), "SELECT current_database()"));
        }
    }

    private static int killALauncherOn(Path directory) throws IOException {
        var launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LauncherToKill.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = launcher.inputReader()) {
            return output.lines()
                    .filter(line -> line.startsWith(LauncherToKill.LISTENS_ON))
                    .map(line -> Integer.parseInt(line.substring(LauncherToKill.LISTENS_ON.length())))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the launcher ended without starting PostgreSQL"));
        } finally {
            launcher.destroyForcibly();
        }
    }

    @Test
    void aDurableServerKeepsItsDataAndSyncsThem(@TempDir Path data) throws SQLException {
        try (var server = PostgresServer.durable(data, 0)) {
            var database = server.database("flight");
            assertEquals("on", show(database.connect(), "SHOW fsync"));
            assertEquals("on", show(database.connect(), "SHOW synchronous_commit"));
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
        }
        try (var server = PostgresServer.durable(data, 0)) {
            assertEquals("42", show(server.database("flight").connect(), "SELECT answer FROM kept"));
        }
    }

    private static String show(Connection opened, String sql) throws SQLException {
        try (var connection = opened;
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }
}
