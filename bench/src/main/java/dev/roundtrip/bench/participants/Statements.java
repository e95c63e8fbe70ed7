package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.FlightOnSale;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;

/** What has to be said to PostgreSQL for a reserve and a cancel. The flight's row, which many want, comes last. */
final class Statements {
    static final String CLAIM = """
            INSERT INTO participant_ledger (saga_id, step, state, fingerprint) VALUES (?, ?, 'RESERVED', ?)
            ON CONFLICT DO NOTHING""";
    static final String OFFERS = """
            SELECT flight_number, departure_date, origin, destination, price FROM flight
            WHERE origin = ? AND destination = ? AND departure_date = ? AND currency = ? AND available >= ?
            ORDER BY price, flight_number""";
    static final String INSERT_RESERVATION = """
            INSERT INTO flight_reservation (confirmation_code, saga_id, step, flight_number, departure_date, passengers,
                traveller_name, price, currency, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE')
            ON CONFLICT (confirmation_code) DO NOTHING""";
    static final String RECORD_ANSWER = """
            UPDATE participant_ledger SET answer = ? WHERE saga_id = ? AND step = ?""";
    static final String TAKE_SEAT = """
            UPDATE flight SET available = available - ?
            WHERE flight_number = ? AND departure_date = ? AND available >= ?""";
    static final String FLIP = """
            UPDATE participant_ledger SET state = 'CANCELLED', cancelled_at = now()
            WHERE saga_id = ? AND step = ? AND state = 'RESERVED'""";
    static final String GIVE_BACK = """
            WITH gone AS (
                UPDATE flight_reservation SET status = 'CANCELLED', cancelled_at = now()
                WHERE saga_id = ? AND step = ? AND status = 'ACTIVE'
                RETURNING flight_number, departure_date, passengers)
            UPDATE flight SET available = flight.available + gone.passengers FROM gone
            WHERE flight.flight_number = gone.flight_number AND flight.departure_date = gone.departure_date""";

    private Statements() {}

    /* Each of these binds its statement's parameters from a place on, and answers the place after them. */

    static int bindKey(PreparedStatement statement, int from, UUID saga) throws SQLException {
        statement.setObject(from, saga);
        statement.setString(from + 1, Wishes.STEP);
        return from + 2;
    }

    static int bindClaim(PreparedStatement statement, int from, UUID saga, byte[] fingerprint) throws SQLException {
        var next = bindKey(statement, from, saga);
        statement.setBytes(next, fingerprint);
        return next + 1;
    }

    static int bindRoute(PreparedStatement statement, int from, FlightOnSale flight) throws SQLException {
        statement.setString(from, flight.origin());
        statement.setString(from + 1, flight.destination());
        statement.setObject(from + 2, flight.date());
        statement.setString(from + 3, FlightOnSale.CURRENCY);
        statement.setInt(from + 4, Wishes.SEATS);
        return from + 5;
    }

    static int bindReservation(PreparedStatement statement, int from, String code, UUID saga, FlightOnSale offer)
            throws SQLException {
        statement.setString(from, code);
        var next = bindKey(statement, from + 1, saga);
        statement.setString(next, offer.number());
        statement.setObject(next + 1, offer.date());
        statement.setInt(next + 2, Wishes.SEATS);
        statement.setString(next + 3, Wishes.TRAVELLER);
        statement.setBigDecimal(next + 4, offer.price());
        statement.setString(next + 5, FlightOnSale.CURRENCY);
        return next + 6;
    }

    static int bindAnswer(PreparedStatement statement, int from, byte[] answer, UUID saga) throws SQLException {
        statement.setBytes(from, answer);
        return bindKey(statement, from + 1, saga);
    }

    static int bindSeat(PreparedStatement statement, int from, FlightOnSale offer) throws SQLException {
        statement.setInt(from, Wishes.SEATS);
        statement.setString(from + 1, offer.number());
        statement.setObject(from + 2, offer.date());
        statement.setInt(from + 3, Wishes.SEATS);
        return from + 4;
    }

    /** The flight that was asked for, as it is offered now. */
    static FlightOnSale choose(ResultSet rows, FlightOnSale asked) throws SQLException {
        while (rows.next()) {
            if (rows.getString(1).equals(asked.number())) {
                return new FlightOnSale(
                        rows.getString(1),
                        rows.getObject(2, LocalDate.class),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getBigDecimal(5));
            }
        }
        throw new SQLException(
                "flight " + asked.number() + " is sold out, though there are more seats than a run takes");
    }

    static void requireOne(String sql, int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException(rows + " rows were changed, not one, by: " + sql);
        }
    }
}
