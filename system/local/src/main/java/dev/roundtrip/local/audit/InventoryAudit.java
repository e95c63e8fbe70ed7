package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.util.List;
import java.util.stream.Stream;

/** Whether what is left and what is reserved make up what there is, for each flight, room night and car day. */
final class InventoryAudit {
    private static final String FLIGHTS = """
            WITH taken AS (SELECT flight_number, departure_date, sum(passengers) AS taken
                           FROM flight_reservation WHERE status = 'ACTIVE' GROUP BY 1, 2)
            SELECT 'flight ' || flight_number || ' on ' || departure_date AS item, capacity, available,
                   coalesce(taken, 0) AS taken
            FROM flight FULL JOIN taken USING (flight_number, departure_date)
            WHERE (capacity >= 0 AND available >= 0 AND available + coalesce(taken, 0) = capacity) IS NOT TRUE
            """;
    private static final String ROOM_NIGHTS = """
            WITH taken AS (SELECT hotel_id, d.day::date AS night, sum(rooms) AS taken
                           FROM hotel_reservation,
                                generate_series(check_in::timestamp, check_out - INTERVAL '1 day', INTERVAL '1 day') AS d (day)
                           WHERE status = 'ACTIVE' GROUP BY 1, 2)
            SELECT 'hotel ' || hotel_id || ', night of ' || night AS item, capacity, available, coalesce(taken, 0) AS taken
            FROM room_night FULL JOIN taken USING (hotel_id, night)
            WHERE (capacity >= 0 AND available >= 0 AND available + coalesce(taken, 0) = capacity) IS NOT TRUE
            """;
    private static final String CAR_DAYS = """
            WITH taken AS (SELECT location, car_class, d.day::date AS day, count(*) AS taken
                           FROM car_reservation,
                                generate_series(pick_up::timestamp, drop_off - INTERVAL '1 day', INTERVAL '1 day') AS d (day)
                           WHERE status = 'ACTIVE' GROUP BY 1, 2, 3)
            SELECT 'car ' || car_class || ' at ' || location || ' on ' || day AS item, capacity, available,
                   coalesce(taken, 0) AS taken
            FROM car_day FULL JOIN taken USING (location, car_class, day)
            WHERE (capacity >= 0 AND available >= 0 AND available + coalesce(taken, 0) = capacity) IS NOT TRUE
            """;

    private final Databases databases;

    InventoryAudit(Databases databases) {
        this.databases = databases;
    }

    List<String> violations() {
        return Stream.of(
                        wrong(ServiceName.FLIGHT, FLIGHTS),
                        wrong(ServiceName.HOTEL, ROOM_NIGHTS),
                        wrong(ServiceName.CAR, CAR_DAYS))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> wrong(ServiceName participant, String sql) {
        return Rows.of(
                databases.of(participant),
                sql,
                row -> row.getString("item") + ": capacity " + row.getString("capacity") + ", but available "
                        + row.getString("available") + " and reserved " + row.getString("taken"));
    }
}
