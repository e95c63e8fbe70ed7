package dev.roundtrip.hotel;

import dev.roundtrip.wire.Period;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a hotel has to sell for one night, as the transaction of a reserve sees it.
 *
 * @param price of one room
 */
record NightOffer(LocalDate night, int available, BigDecimal price, String currency) {
    private static final String OF_STAY = """
            SELECT night, available, price, currency FROM room_night
            WHERE hotel_id = $1 AND night >= $2 AND night < $3
            ORDER BY night""";

    /** The nights of a stay that are on sale, in order. */
    static Uni<List<NightOffer>> of(SqlClient transaction, String hotelId, Period stay) {
        return transaction
                .preparedQuery(OF_STAY)
                .execute(Tuple.of(hotelId, stay.first(), stay.end()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(NightOffer::of)
                        .toList());
    }

    private static NightOffer of(Row row) {
        return new NightOffer(
                row.getLocalDate("night"),
                row.getInteger("available"),
                row.getBigDecimal("price"),
                row.getString("currency"));
    }
}
