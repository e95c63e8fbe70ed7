package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.system.postgres.Database;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `make run` promises, tried on the packaged program. */
class RunCommandIT {
    private static final String UP = "Ctrl-C stops everything";

    @TempDir
    Path folder;

    @Test
    void aTakenPortIsOneSentenceThatNamesPortAndSettingBeforeAnythingStarts() throws Exception {
        var ports = Ports.random();
        try (var other = new ServerSocket(ports.of(ServiceName.HOTEL), 1, InetAddress.getLoopbackAddress());
                var run = LaunchedRun.with(ports, folder)) {
            assertEquals(Optional.of(1), run.exitCode());
            var taken = other.getLocalPort();
            assertEquals(
                    List.of("Port " + taken
                            + " is taken by another program: stop that one, or choose another port, such"
                            + " as: make run HOTEL_PORT=" + (taken + 1000) + "."),
                    run.lines().toList());
        }
    }

    @Test
    void aServiceThatEndsIsNamedAndTheOthersGoOnUntilToldToStopAndThenNothingIsLeftRunning() throws Exception {
        var ports = Ports.random(2);
        try (var run = LaunchedRun.with(ports, folder)) {
            run.awaitLine(UP);
            for (var service : ServiceName.values()) {
                run.awaitLine("http://127.0.0.1:" + ports.of(service));
            }
            run.awaitLine(
                    "orchestrator-2   http://127.0.0.1:" + ports.replicas().getFirst());
            run.killService(ServiceName.CAR);
            run.awaitLine("car-service has ended by itself");
            assertTrue(run.isAlive(), "run has ended with the service");
            run.tellToStop();
            assertEquals(Optional.of(0), run.exitCode());
            run.awaitLine("Everything has stopped.");
        }
        ports.requireFree();
    }

    @Test
    void theNextRunStillHasTheDataAndClearsAwayWhatAKilledOneLeftRunning() throws Exception {
        var ports = Ports.random();
        try (var killed = LaunchedRun.with(ports, folder)) {
            killed.awaitLine(UP);
            leaveANote(ports);
            killed.kill();
        }
        try (var next = LaunchedRun.with(ports, folder)) {
            next.awaitLine(UP);
            assertEquals("remember me", readTheNote(ports));
        }
        ports.requireFree();
    }

    @Test
    void postgresAloneHasADatabaseForAProgramOfOnesOwn() throws Exception {
        var ports = Ports.random();
        try (var run = LaunchedRun.postgres(ports, folder, "tickets")) {
            run.awaitLine("postgresql://127.0.0.1:" + ports.postgres() + "/tickets  user tickets, password tickets");
            var tickets = new Database("127.0.0.1", ports.postgres(), "tickets", "tickets", "tickets");
            try (var connection = tickets.connect()) {
                assertTrue(connection.isValid(10), "the database doesn't answer");
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeNamedLikeThatIsOneSentence() throws Exception {
        try (var run = LaunchedRun.postgres(Ports.random(), folder, "my-tickets")) {
            assertEquals(Optional.of(1), run.exitCode());
            assertEquals(
                    List.of("POSTGRES_DATABASE is 'my-tickets': a database is named by 1 to 32 letters of a-z."),
                    run.lines().toList());
        }
    }

    private static void leaveANote(Ports ports) throws SQLException {
        try (var connection = flightDatabase(ports).connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note AS SELECT 'remember me' AS text");
        }
    }

    private static String readTheNote(Ports ports) throws SQLException {
        try (var connection = flightDatabase(ports).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT text FROM note")) {
            assertTrue(rows.next(), "the note is gone");
            return rows.getString(1);
        }
    }

    private static Database flightDatabase(Ports ports) {
        return new Database("127.0.0.1", ports.postgres(), "flight", "flight", "flight");
    }
}
