package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final UUID RUNNING = new UUID(0, 1);
    private static final UUID BOOKED = new UUID(0, 2);
    private static final UUID UNDONE = new UUID(0, 3);
    private static final UUID OF_ANOTHER = new UUID(0, 4);
    private static final UUID NOBODYS = new UUID(0, 5);

    private static PostgresServer server;
    private static Database database;

    @BeforeAll
    static void fillTheJournal() throws SQLException {
        server = PostgresServer.throwaway();
        database = server.database("standings");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE saga_node (node_id uuid, name text);
                    CREATE TABLE saga (saga_id uuid, owner uuid, status text, paused boolean, stuck boolean);
                    INSERT INTO saga_node VALUES (md5('a')::uuid, 'orchestrator'), (md5('b')::uuid, 'orchestrator-2');
                    INSERT INTO saga VALUES ('%s', md5('a')::uuid, 'RUNNING', false, false),
                        ('%s', md5('a')::uuid, 'COMPLETED', false, false),
                        ('%s', md5('a')::uuid, 'COMPENSATED', false, false),
                        ('%s', md5('b')::uuid, 'COMPENSATING', false, false)
                    """.formatted(RUNNING, BOOKED, UNDONE, OF_ANOTHER));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatAProcessCarriesOnIsWhatOfItsOwnHasNotEnded() {
        var journal = new Standings(database);
        assertEquals(Optional.of(List.of(RUNNING)), journal.carriedOnBy("orchestrator"));
        assertEquals(Optional.of(List.of(OF_ANOTHER)), journal.carriedOnBy("orchestrator-2"));
        assertEquals(Optional.of(List.of(RUNNING, OF_ANOTHER)), journal.unfinished());
    }

    @Test
    void whatIsSaidToBeBookedMustBe() {
        var journal = new Standings(database);
        assertEquals(Optional.of(List.of()), journal.notBooked(List.of(BOOKED)));
        assertEquals(
                List.of(
                        "trip " + UNDONE + ", and the journal has it as COMPENSATED",
                        "trip " + NOBODYS + ", and the journal has it as nothing"),
                journal.notBooked(List.of(BOOKED, UNDONE, NOBODYS)).orElseThrow().stream()
                        .sorted()
                        .toList());
    }

    @Test
    void aJournalThatCanNotBeReadSaysWhy() {
        var away = new Standings(new Database(database.host(), database.port(), "atlantis", "atlantis", "atlantis"));
        assertEquals("", away.whyNot());
        assertEquals(Optional.empty(), away.unfinished());
        assertTrue(away.whyNot().contains("atlantis"), away::whyNot);
    }
}
