package dev.roundtrip.hotel;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What one hotel offers for a stay.
 *
 * @param price of one room for all nights
 * @param available rooms not taken on the fullest night
 */
record StayOffer(String hotelId, String name, String city, BigDecimal price, String currency, int available) {
    private static final String IN_CITY = """
            SELECT h.hotel_id, h.name, h.city, sum(n.price) AS price, min(n.currency) AS currency,
                min(n.available) AS available
            FROM hotel h JOIN room_night n ON n.hotel_id = h.hotel_id
            WHERE lower(h.city) = lower($1) AND n.night >= $2 AND n.night < $3
            GROUP BY h.hotel_id, h.name, h.city
            HAVING count(*) = $4 AND count(DISTINCT n.currency) = 1
            ORDER BY sum(n.price), h.hotel_id
            LIMIT 100""";

    /** The hotels of a city that sell every night, in one currency: cheapest first, then by id, a hundred at the most. */
    static Uni<List<StayOffer>> find(SqlClient database, CityStay wanted) {
        return database.preparedQuery(IN_CITY)
                .execute(Tuple.of(
                        wanted.city(), wanted.stay().first(), wanted.stay().end(), (long)
                                wanted.stay().days()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StayOffer::of)
                        .toList());
    }

    private static StayOffer of(Row row) {
        return new StayOffer(
                row.getString("hotel_id"),
                row.getString("name"),
                row.getString("city"),
                row.getBigDecimal("price"),
                row.getString("currency"),
                row.getInteger("available"));
    }
}
