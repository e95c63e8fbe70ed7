package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.FlightOnSale;
import dev.roundtrip.bench.load.PairLoad.Left;
import dev.roundtrip.system.postgres.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What there is to be sold: one flight that all want, and many, among others that nobody asks for. */
final class FlightStock {
    /** How many flights the load is spread over where it is spread. */
    static final int MANY = 200;

    private static final int SEATS = 1_000_000;
    private static final int DAYS_ON_SALE = 30;
    private static final LocalDate DAY = LocalDate.of(2030, 5, 17);
    private static final BigDecimal PRICE = new BigDecimal("59.00");
    private static final String DESTINATION = "OPO";
    private static final int LETTERS = 26;

    private final Database database;

    FlightStock(Database database) {
        this.database = database;
    }

    /** The one that all want. */
    List<FlightOnSale> hot() {
        return List.of(flight(MANY));
    }

    /** The others. */
    List<FlightOnSale> many() {
        return IntStream.range(0, MANY).mapToObj(FlightStock::flight).toList();
    }

    private static FlightOnSale flight(int number) {
        var origin = "A" + (char) ('A' + number / LETTERS) + (char) ('A' + number % LETTERS);
        return new FlightOnSale("RT" + (1000 + number), DAY, origin, DESTINATION, PRICE);
    }

    /** Puts it all into the service's database, where the service has made its tables. */
    void load() {
        try (var connection = database.connect();
                var insert = connection.prepareStatement("""
                        INSERT INTO flight (flight_number, departure_date, origin, destination, departure_time, capacity,
                            available, price, currency)
                        SELECT ?, day, ?, ?, day + TIME '07:30', ?, ?, ?, ?
                        FROM generate_series(?::date, ?::date, INTERVAL '1 day') AS day""")) {
            for (var number = 0; number <= MANY; number++) {
                var flight = flight(number);
                insert.setString(1, flight.number());
                insert.setString(2, flight.origin());
                insert.setString(3, flight.destination());
                insert.setInt(4, SEATS);
                insert.setInt(5, SEATS);
                insert.setBigDecimal(6, flight.price());
                insert.setString(7, FlightOnSale.CURRENCY);
                insert.setObject(8, DAY);
                insert.setObject(9, DAY.plusDays(DAYS_ON_SALE - 1));
                insert.addBatch();
            }
            insert.executeBatch();
            execute(connection, "ANALYZE flight");
        } catch (SQLException e) {
            throw new BenchFailure("The flights could not be put on sale: " + e.getMessage(), e);
        }
    }

    /** Forgets all that was sold, so that every round finds the same. */
    void reset() {
        try (var connection = database.connect()) {
            execute(connection, "TRUNCATE participant_ledger, flight_reservation");
            execute(connection, "UPDATE flight SET available = capacity WHERE available <> capacity");
        } catch (SQLException e) {
            throw new BenchFailure("What was sold could not be taken back: " + e.getMessage(), e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Holds flights, reservations and ledger against each other and against what the workers know.
     *
     * @return what is wrong, in words
     */
    List<String> violations(Left expected) {
        try (var connection = database.connect()) {
            var found = new ArrayList<String>();
            found.addAll(strings(connection, """
                    SELECT 'flight ' || flight_number || ' has ' || capacity || ' seats, ' || available || ' left and '
                        || coalesce(taken, 0) || ' reserved'
                    FROM flight LEFT JOIN (SELECT flight_number, departure_date, sum(passengers) AS taken
                                           FROM flight_reservation WHERE status = 'ACTIVE' GROUP BY 1, 2) AS active
                         USING (flight_number, departure_date)
                    WHERE available + coalesce(taken, 0) <> capacity"""));
            compare("ledger", connection, "participant_ledger", "state", "RESERVED", expected, found);
            compare("reservations", connection, "flight_reservation", "status", "ACTIVE", expected, found);
            return found;
        } catch (SQLException e) {
            throw new BenchFailure("What was sold can't be audited: " + e.getMessage(), e);
        }
    }

    private static void compare(
            String what,
            Connection connection,
            String table,
            String state,
            String active,
            Left expected,
            List<String> violations)
            throws SQLException {
        var ids = strings(connection, "SELECT saga_id::text FROM " + table + " WHERE " + state + " = '" + active + "'");
        Set<UUID> standing = new HashSet<>(ids.stream().map(UUID::fromString).toList());
        if (ids.size() != standing.size() || !standing.equals(expected.active())) {
            violations.add("the " + what + " have " + ids.size() + " keys that stand, and not the "
                    + expected.active().size() + " that were left standing");
        }
        var cancelled =
                strings(connection, "SELECT count(*)::text FROM " + table + " WHERE " + state + " = 'CANCELLED'");
        if (!cancelled.equals(List.of(Long.toString(expected.cancelled())))) {
            violations.add("the " + what + " have " + cancelled.getFirst() + " cancelled keys, and not the "
                    + expected.cancelled() + " that were cancelled");
        }
        violations.addAll(strings(
                connection,
                "SELECT '" + what + ": ' || count(*) || ' are ' || " + state + " FROM " + table + " WHERE " + state
                        + " NOT IN ('" + active + "', 'CANCELLED') GROUP BY " + state));
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var read = new ArrayList<String>();
            while (rows.next()) {
                read.add(rows.getString(1));
            }
            return read;
        }
    }
}
