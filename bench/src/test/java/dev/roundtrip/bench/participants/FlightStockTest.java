package dev.roundtrip.bench.participants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.load.PairLoad.Left;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlightStockTest {
    private static final UUID STANDING = new UUID(0, 1);
    private static final UUID CANCELLED = new UUID(0, 2);
    private static final Left EXPECTED = new Left(Set.of(STANDING), 1);

    private static PostgresServer server;
    private static Database database;
    private static FlightStock stock;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = PostgresServer.throwaway();
        database = server.database("flight");
        try (var schema = FlightStockTest.class.getResourceAsStream("/flight.sql")) {
            run(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        stock = new FlightStock(database);
        stock.load();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nothingSold() {
        stock.reset();
    }

    @Test
    void bothWaysOfSayingItLeaveTheSame() throws SQLException {
        for (var sql : List.of(new PlainSql(), new FewRoundTripsSql())) {
            stock.reset();
            reserveTwiceAndCancelOne(sql);
            assertEquals(List.of(), stock.violations(EXPECTED), sql.getClass().getSimpleName());
        }
    }

    @Test
    void nothingIsLeftAfterAReset() throws SQLException {
        reserveTwiceAndCancelOne(new PlainSql());
        stock.reset();
        assertEquals(List.of(), stock.violations(Left.none()));
    }

    @Test
    void aSeatThatWasNotGivenBackIsFound() throws SQLException {
        assertFinds("UPDATE flight SET available = available - 1 WHERE flight_number = 'RT1000'", "flight RT1000 has");
    }

    @Test
    void aReservationThatIsGoneIsFound() throws SQLException {
        assertFinds("UPDATE flight_reservation SET status = 'CANCELLED'", "the reservations have 0 keys that stand");
    }

    @Test
    void aKeyThatTheLedgerForgotIsFound() throws SQLException {
        assertFinds("DELETE FROM participant_ledger WHERE state = 'CANCELLED'", "the ledger have 0 cancelled keys");
    }

    @Test
    void anotherKeyInItsPlaceIsFound() throws SQLException {
        assertFinds(
                "UPDATE participant_ledger SET saga_id = '" + new UUID(0, 3) + "' WHERE state = 'RESERVED'",
                "the ledger have 1 keys that stand, and not the 1");
    }

    @Test
    void aStateThatNobodyExpectsIsFound() throws SQLException {
        assertFinds("UPDATE participant_ledger SET state = 'REJECTED' WHERE state = 'CANCELLED'", "1 are REJECTED");
    }

    private static void assertFinds(String damage, String expected) throws SQLException {
        reserveTwiceAndCancelOne(new PlainSql());
        run(damage);
        var found = String.join("; ", stock.violations(EXPECTED));
        assertTrue(found.contains(expected), found);
    }

    private static void reserveTwiceAndCancelOne(SeatSql sql) throws SQLException {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            sql.reserve(connection, STANDING, stock.hot().getFirst());
            sql.reserve(connection, CANCELLED, stock.many().getFirst());
            sql.cancel(connection, CANCELLED);
        }
    }

    private static void run(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
