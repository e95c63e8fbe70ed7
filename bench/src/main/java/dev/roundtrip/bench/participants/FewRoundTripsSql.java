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
 * The same statements, sent together wherever one doesn't need what another answers: a reserve is three round trips and a
 * cancel two, which is as few as the driver can do with.
 */
final class FewRoundTripsSql implements SeatSql {
    private static final String LOOK = CLAIM + ";\n" + OFFERS;
    private static final String SELL = INSERT_RESERVATION + ";\n" + RECORD_ANSWER + ";\n" + TAKE_SEAT;
    private static final String UNDO = FLIP + ";\n" + GIVE_BACK;

    private final Answers answers = new Answers();

    @Override
    public void reserve(Connection connection, UUID saga, FlightOnSale flight) throws SQLException {
        while (!sell(connection, saga, look(connection, saga, flight))) {
            connection.rollback();
        }
        connection.commit();
    }

    /** Nothing that can be committed when the code, picked at random, is another reservation's. */
    private boolean sell(Connection connection, UUID saga, FlightOnSale offer) throws SQLException {
        try (var sell = connection.prepareStatement(SELL)) {
            var code = answers.newCode();
            var next = Statements.bindReservation(sell, 1, code, saga, offer);
            next = Statements.bindAnswer(sell, next, answers.bytes(code, offer), saga);
            Statements.bindSeat(sell, next, offer);
            sell.execute();
            if (sell.getUpdateCount() == 0) {
                return false;
            }
            requireOneEach(SELL, sell);
            return true;
        }
    }

    private FlightOnSale look(Connection connection, UUID saga, FlightOnSale flight) throws SQLException {
        try (var look = connection.prepareStatement(LOOK)) {
            var next = Statements.bindClaim(look, 1, saga, answers.fingerprint(flight));
            Statements.bindRoute(look, next, flight);
            look.execute();
            Statements.requireOne(CLAIM, look.getUpdateCount());
            look.getMoreResults();
            try (var rows = look.getResultSet()) {
                return Statements.choose(rows, flight);
            }
        }
    }

    @Override
    public void cancel(Connection connection, UUID saga) throws SQLException {
        try (var undo = connection.prepareStatement(UNDO)) {
            Statements.bindKey(undo, Statements.bindKey(undo, 1, saga), saga);
            undo.execute();
            requireOneEach(UNDO, undo);
        }
        connection.commit();
    }

    private static void requireOneEach(String sql, PreparedStatement statements) throws SQLException {
        for (var rows = statements.getUpdateCount(); rows != -1; rows = statements.getUpdateCount()) {
            Statements.requireOne(sql, rows);
            statements.getMoreResults();
        }
    }
}
