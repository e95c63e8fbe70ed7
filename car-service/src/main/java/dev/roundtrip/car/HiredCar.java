package dev.roundtrip.car;

import dev.roundtrip.participant.StockChange;
import dev.roundtrip.wire.Period;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * One car for every day of a hire, which is taken and given back.
 *
 * @param classColumn how the database calls the class
 */
record HiredCar(String location, String classColumn, Period hire) {
    /**
     * All days are locked, in their order, before any is changed, also those that have no car left. Of hires in the order
     * of their first days, each therefore locks later days than those before it did. The days are named again for the rows to be changed: a plan may
     * well read these first.
     */
    static final String CHANGE = """
            WITH locked AS (
                SELECT day FROM car_day
                WHERE location = $1 AND car_class = $2 AND day >= $3 AND day < $4
                ORDER BY day FOR UPDATE)
            UPDATE car_day d SET available = d.available + $5
            FROM locked
            WHERE d.location = $1 AND d.car_class = $2 AND d.day >= $3 AND d.day < $4 AND d.day = locked.day
              AND d.available + $5 >= 0""";

    /** Takes it for every day; when some day has none left, some rows are missing from the count. */
    StockChange take() {
        return change(-1);
    }

    StockChange giveBack() {
        return change(1);
    }

    private StockChange change(int by) {
        return new StockChange(
                location + ' ' + classColumn + ' ' + hire.first(),
                CHANGE,
                Tuple.of(location, classColumn, hire.first(), hire.end(), by),
                hire.days());
    }
}
