package dev.roundtrip.car;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/** What is to be hired of one class at one place on one day, as the transaction of a reserve sees it. */
record DayOffer(LocalDate day, int available, BigDecimal price, String currency) {
    private static final String OF_HIRE = """
            SELECT day, available, price, currency FROM car_day
            WHERE location = $1 AND car_class = $2 AND day >= $3 AND day < $4
            ORDER BY day""";

    /** The days of a hire that are offered, in order. */
    static Uni<List<DayOffer>> of(SqlClient transaction, CarOrder order) {
        return transaction
                .preparedQuery(OF_HIRE)
                .execute(Tuple.of(
                        order.location(),
                        order.classColumn(),
                        order.hire().first(),
                        order.hire().end()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DayOffer::of)
                        .toList());
    }

    private static DayOffer of(Row row) {
        return new DayOffer(
                row.getLocalDate("day"),
                row.getInteger("available"),
                row.getBigDecimal("price"),
                row.getString("currency"));
    }
}
