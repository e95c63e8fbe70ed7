package dev.roundtrip.bench.participants;

import static dev.roundtrip.bench.participants.Statements.CLAIM;
import static dev.roundtrip.bench.participants.Statements.FLIP;
import static dev.roundtrip.bench.participants.Statements.GIVE_BACK;
import static dev.roundtrip.bench.participants.Statements.INSERT_RESERVATION;
import static dev.roundtrip.bench.participants.Statements.OFFERS;
import static dev.roundtrip.bench.participants.Statements.RECORD_ANSWER;
import static dev.roundtrip.bench.participants.Statements.TAKE_SEAT;

import dev.roundtrip.bench.load.FlightOnSale;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Statement by statement, as it is usually written. The driver sends BEGIN along with the first statement, so that a
 * reserve is six round trips and a cancel three.
 */
final class PlainSql implements SeatSql {
    private final Answers answers = new Answers();

    @Override
    public void reserve(Connection connection, UUID saga, FlightOnSale flight) throws SQLException {
        change(connection, CLAIM, claim -> Statements.bindClaim(claim, 1, saga, answers.fingerprint(flight)));
        var offer = offer(connection, flight);
        var code = insertReservation(connection, saga, offer);
        change(connection, RECORD_ANSWER, record -> Statements.bindAnswer(record, 1, answers.bytes(code, offer), saga));
        change(connection, TAKE_SEAT, take -> Statements.bindSeat(take, 1, offer));
        connection.commit();
    }

    /** By a code that no other reservation has. */
    private String insertReservation(Connection connection, UUID saga, FlightOnSale offer) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_RESERVATION)) {
            while (true) {
                var code = answers.newCode();
                Statements.bindReservation(insert, 1, code, saga, offer);
                if (insert.executeUpdate() == 1) {
                    return code;
                }
            }
        }
    }

    private static FlightOnSale offer(Connection connection, FlightOnSale flight) throws SQLException {
        try (var select = connection.prepareStatement(OFFERS)) {
            Statements.bindRoute(select, 1, flight);
            try (var rows = select.executeQuery()) {
                return Statements.choose(rows, flight);
            }
        }
    }

    @Override
    public void cancel(Connection connection, UUID saga) throws SQLException {
        change(connection, FLIP, flip -> Statements.bindKey(flip, 1, saga));
        change(connection, GIVE_BACK, back -> Statements.bindKey(back, 1, saga));
        connection.commit();
    }

    private static void change(Connection connection, String sql, Binding binding) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            Statements.requireOne(sql, statement.executeUpdate());
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
