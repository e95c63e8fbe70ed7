package dev.roundtrip.system.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        PostgresServer.stopOrphanOn(directory.resolve("data"));
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
            assertEquals("1GB", show(database.connect(), "SHOW shared_buffers"));
            assertEquals("4GB", show(database.connect(), "SHOW max_wal_size"));
            assertEquals("15min", show(database.connect(), "SHOW checkpoint_timeout"));
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
        }
        try (var server = PostgresServer.durable(data, 0)) {
            assertEquals("42", show(server.database("flight").connect(), "SELECT answer FROM kept"));
        }
    }

    @Test
    void whatWasCommittedOutlivesACrashAndNothingIsLeftRunning(@TempDir Path data) throws SQLException {
        try (var server = PostgresServer.durable(data, 0)) {
            server.requireDurable();
            var database = server.database("flight");
            try (var connection = database.connect()) {
                run(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
                connection.setAutoCommit(false);
                run(connection, "UPDATE kept SET answer = 43");
                var processes = processesOf(data);
                assertTrue(processes.size() > 2, "the server, and backends: " + processes);

                server.crash();

                assertEquals(
                        List.of(),
                        processes.stream().filter(ProcessHandle::isAlive).toList());
                assertThrows(SQLException.class, database::connect);
                assertThrows(SQLException.class, connection::commit);
            }
            server.startAgain();
            assertEquals("42", show(database.connect(), "SELECT answer FROM kept"));
            server.requireDurable();
        }
        assertEquals(List.of(), processesOf(data));
    }

    @Test
    void aServerThatCrashedIsClosedInGoodOrder(@TempDir Path data) throws SQLException {
        try (var server = PostgresServer.durable(data, 0)) {
            server.crash();
        }
        try (var server = PostgresServer.durable(data, 0)) {
            assertEquals("flight", show(server.database("flight").connect(), "SELECT current_database()"));
        }
    }

    @Test
    void anIdThatIsAnotherProcesssByNowKeepsNobodyFromStarting(@TempDir Path data) throws Exception {
        try (var server = PostgresServer.durable(data, 0)) {
            server.crash();
            var note = data.resolve("postmaster.pid");
            var lines = new ArrayList<>(Files.readAllLines(note));
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(note, lines);
            server.startAgain();
            assertEquals("flight", show(server.database("flight").connect(), "SELECT current_database()"));
        }
    }

    @Test
    void onlyARunningServerCrashesAndOnlyACrashedOneIsStartedAgain(@TempDir Path data) {
        try (var server = PostgresServer.durable(data, 0)) {
            assertThrows(IllegalStateException.class, server::startAgain);
            server.crash();
            assertTrue(server.hasCrashed());
            assertThrows(IllegalStateException.class, server::crash);
            server.startAgain();
            assertFalse(server.hasCrashed());
        }
    }

    @Test
    void aThrowawayServerIsNotDurableAndSaysWhy() {
        try (var server = PostgresServer.throwaway()) {
            var refused = assertThrows(PostgresNotStarted.class, server::requireDurable);
            assertEquals(
                    "PostgreSQL would forget in a crash what it has committed, because fsync is off.",
                    refused.getMessage());
        }
    }

    private static List<ProcessHandle> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("/postgres") && line.contains(data.toString()))
                        .isPresent())
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .toList();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
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
