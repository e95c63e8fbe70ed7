package dev.roundtrip.chaos.load;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceName;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What the clients book, besides what is always sold out: plenty on many days, so that a long run doesn't merely sell out,
 * and little on others, so that it does sell out and travellers are after the same last seat.
 */
final class Stock {
    /** How many days, the first of them {@link #FIRST_DAY} days from now, there is something on. */
    static final int DAYS = 1_600;

    static final int FIRST_DAY = 30;
    static final String ORIGIN = "LIS";
    static final String DESTINATION = "OPO";

    static final String FLIGHT = "RT900";
    static final String SMALL_FLIGHT = "RT901";
    static final String NO_FLIGHT = "RT404";
    static final String HOTEL = "porto-palace";
    static final String SMALL_HOTEL = "porto-attic";
    static final String NO_HOTEL = "porto-livraria";
    static final String CARS = "FNC";
    static final String FEW_CARS = "FUE";

    private static final String FLIGHTS_SQL = """
            INSERT INTO flight (flight_number, departure_date, origin, destination, departure_time, capacity, available, price, currency)
            SELECT f.flight_number, DATE '%1$s' + day, 'LIS', 'OPO', (DATE '%1$s' + day + TIME '10:00') AT TIME ZONE 'UTC',
                   f.seats, f.seats, f.price, 'EUR'
            FROM (VALUES ('RT900', 5000, 61.00), ('RT901', 8, 31.50)) AS f (flight_number, seats, price),
                 generate_series(0, %2$d) AS days (day)
            ON CONFLICT DO NOTHING
            """;
    private static final String ROOMS_SQL = """
            INSERT INTO hotel (hotel_id, name, city)
            VALUES ('porto-palace', 'Palácio do Porto', 'Porto'), ('porto-attic', 'Sótão', 'Porto')
            ON CONFLICT DO NOTHING;
            INSERT INTO room_night (hotel_id, night, capacity, available, price, currency)
            SELECT h.hotel_id, DATE '%1$s' + day, h.rooms, h.rooms, h.price, 'EUR'
            FROM (VALUES ('porto-palace', 5000, 97.00), ('porto-attic', 4, 33.30)) AS h (hotel_id, rooms, price),
                 generate_series(0, %2$d) AS days (day)
            ON CONFLICT DO NOTHING
            """;
    private static final String CARS_SQL = """
            INSERT INTO car_day (location, car_class, day, capacity, available, price, currency)
            SELECT c.location, c.car_class, DATE '%1$s' + day, c.cars, c.cars, c.price, 'EUR'
            FROM (VALUES ('FNC', 'ECONOMY', 5000, 27.00), ('FNC', 'VAN', 5000, 81.00), ('FUE', 'ECONOMY', 3, 26.10))
                     AS c (location, car_class, cars, price),
                 generate_series(0, %2$d) AS days (day)
            ON CONFLICT DO NOTHING
            """;
    // Stays and hires may begin on the last day.
    private static final int LONGEST = 5;

    private Stock() {}

    /** Puts it into the participants' databases, as an operator would. Repeating it changes nothing. */
    static void load(Databases databases, LocalDate today) {
        load(databases, ServiceName.FLIGHT, FLIGHTS_SQL, today);
        load(databases, ServiceName.HOTEL, ROOMS_SQL, today);
        load(databases, ServiceName.CAR, CARS_SQL, today);
    }

    private static void load(Databases databases, ServiceName participant, String sql, LocalDate today) {
        try (var connection = databases.of(participant).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql.formatted(today.plusDays(FIRST_DAY), DAYS + LONGEST));
        } catch (SQLException e) {
            throw new LocalFailure("What the clients book could not be loaded: " + e.getMessage(), e);
        }
    }
}
