package dev.roundtrip.flight;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a flight has to sell: to those who search, and as the transaction of a reserve sees it.
 *
 * @param price of one seat
 */
record FlightOffer(String flightNumber, Instant departure, int available, BigDecimal price, String currency) {
    private static final String ON_DAY = """
            SELECT flight_number, departure_time, available, price, currency FROM flight
            WHERE origin = $1 AND destination = $2 AND departure_date = $3
            ORDER BY price, flight_number""";

    private static final String FIRST_ON_DAY = ON_DAY + " LIMIT $4";

    /** All of a day, cheapest first, then by number. */
    static Uni<List<FlightOffer>> on(SqlClient database, RouteDay day) {
        return read(database, ON_DAY, Tuple.of(day.route().origin(), day.route().destination(), day.date()));
    }

    /** The same, and no more than that. */
    static Uni<List<FlightOffer>> firstOn(SqlClient database, RouteDay day, int limit) {
        return read(
                database,
                FIRST_ON_DAY,
                Tuple.of(day.route().origin(), day.route().destination(), day.date(), limit));
    }

    private static Uni<List<FlightOffer>> read(SqlClient database, String query, Tuple arguments) {
        return database.preparedQuery(query).execute(arguments).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(FlightOffer::of)
                .toList());
    }

    private static FlightOffer of(Row row) {
        return new FlightOffer(
                row.getString("flight_number"),
                row.getOffsetDateTime("departure_time").toInstant(),
                row.getInteger("available"),
                row.getBigDecimal("price"),
                row.getString("currency"));
    }
}
