package dev.roundtrip.hotel;

import dev.roundtrip.participant.StockChange;
import dev.roundtrip.wire.Period;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Rooms of one hotel for every night of a stay, which are taken and given back.
 *
 * @param number rooms each night
 */
record Rooms(String hotelId, Period stay, int number) {
    /**
     * All nights are locked, in their order, before any is changed, also those that have too few rooms. Of stays in the
     * order of their first nights, each therefore locks later nights than those before it did. The nights are named again for the rows to be changed: a plan
     * may well read these first.
     */
    static final String CHANGE = """
            WITH locked AS (
                SELECT night FROM room_night
                WHERE hotel_id = $1 AND night >= $2 AND night < $3
                ORDER BY night FOR UPDATE)
            UPDATE room_night n SET available = n.available + $4
            FROM locked
            WHERE n.hotel_id = $1 AND n.night >= $2 AND n.night < $3 AND n.night = locked.night
              AND n.available + $4 >= 0""";

    /** Takes them for every night; when some night has not that many left, some rows are missing from the count. */
    StockChange take() {
        return change(-number);
    }

    StockChange giveBack() {
        return change(number);
    }

    private StockChange change(int by) {
        // No hotel's id has a control character in it, so hotels are apart whatever they are called.
        return new StockChange(
                hotelId + '\n' + stay.first(), CHANGE, Tuple.of(hotelId, stay.first(), stay.end(), by), stay.days());
    }
}
