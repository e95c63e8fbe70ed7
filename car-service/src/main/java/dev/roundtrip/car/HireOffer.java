package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarClass;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a place offers of one class for a hire.
 *
 * @param price of the whole hire
 * @param available cars not taken on the fullest day
 */
record HireOffer(CarClass carClass, BigDecimal price, String currency, int available) {
    private static final String AT_PLACE = """
            SELECT car_class, sum(price) AS price, min(currency) AS currency, min(available) AS available
            FROM car_day
            WHERE location = $1 AND day >= $2 AND day < $3
            GROUP BY car_class
            HAVING count(*) = $4 AND count(DISTINCT currency) = 1""";

    /** The classes that are offered on every day, in one currency: cheapest first, then by class. */
    static Uni<List<HireOffer>> find(SqlClient database, PlaceHire wanted) {
        return database.preparedQuery(AT_PLACE)
                .execute(Tuple.of(
                        wanted.location(), wanted.hire().first(), wanted.hire().end(), (long)
                                wanted.hire().days()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(HireOffer::of)
                        .sorted(Comparator.comparing(HireOffer::price).thenComparing(HireOffer::carClass))
                        .toList());
    }

    private static HireOffer of(Row row) {
        return new HireOffer(
                CarClasses.fromColumn(row.getString("car_class")),
                row.getBigDecimal("price"),
                row.getString("currency"),
                row.getInteger("available"));
    }
}
