package dev.roundtrip.flight;

import dev.roundtrip.participant.StockChange;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;

/** Seats of one flight on one day, which are taken and given back. */
record Seats(String flightNumber, LocalDate date, int number) {
    private static final String CHANGE = """
            UPDATE flight SET available = available + $3
            WHERE flight_number = $1 AND departure_date = $2 AND available + $3 >= 0""";

    /** Takes them all, or changes nothing when there are not that many left. */
    StockChange take() {
        return change(-number);
    }

    StockChange giveBack() {
        return change(number);
    }

    private StockChange change(int by) {
        return new StockChange(flightNumber + ' ' + date, CHANGE, Tuple.of(flightNumber, date, by), 1);
    }
}
