package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.TripWishes;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.sql.SQLException;
import java.util.Map;

/** What the real services have of what is asked for: more than any run can take, and of vans none at all. */
final class Inventory {
    private static final int MORE = 50_000_000;

    private static final Map<ServiceName, String> CHANGES = Map.of(
            ServiceName.FLIGHT,
                    "UPDATE flight SET capacity = capacity + " + MORE + ", available = available + " + MORE
                            + " WHERE flight_number = '" + TripWishes.FLIGHT + "'",
            ServiceName.HOTEL,
                    "UPDATE room_night SET capacity = capacity + " + MORE + ", available = available + " + MORE
                            + " WHERE hotel_id = '" + TripWishes.HOTEL + "'",
            ServiceName.CAR,
                    "UPDATE car_day SET capacity = CASE car_class WHEN 'VAN' THEN 0 ELSE capacity + " + MORE
                            + " END, available = CASE car_class WHEN 'VAN' THEN 0 ELSE available + " + MORE
                            + " END WHERE location = '" + TripWishes.PLACE + "' AND car_class IN ('COMPACT', 'VAN')");

    private Inventory() {}

    /** Once, before anything is booked. */
    static void stockUp(Databases databases) {
        CHANGES.forEach((service, sql) -> {
            try (var connection = databases.of(service).connect();
                    var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new BenchFailure(
                        "The inventory of " + service.module() + " can't be changed: " + e.getMessage(), e);
            }
        });
    }
}
