package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.wire.Dates;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Trips to Porto on many days, of which there are more than enough: each can be booked, and all cost about the same. */
final class Wishes {
    private static final int DAYS = 200;
    private static final int DAYS_AHEAD = 30;
    private static final int MORE = 10_000_000;
    private static final Map<ServiceName, String> ENOUGH = Map.of(
            ServiceName.FLIGHT,
                    "UPDATE flight SET capacity = capacity + %1$d, available = available + %1$d"
                            + " WHERE flight_number = 'RT101'",
            ServiceName.HOTEL,
                    "UPDATE room_night SET capacity = capacity + %1$d, available = available + %1$d"
                            + " WHERE hotel_id = 'porto-ribeira'",
            ServiceName.CAR,
                    "UPDATE car_day SET capacity = capacity + %1$d, available = available + %1$d"
                            + " WHERE location = 'OPO' AND car_class = 'COMPACT'");

    private final List<BookTripRequest> byDay;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong number = new AtomicLong();

    Wishes() {
        var first = LocalDate.now(ZoneOffset.UTC).plusDays(DAYS_AHEAD);
        byDay = IntStream.range(0, DAYS)
                .mapToObj(day -> trip(first.plusDays(day)))
                .toList();
    }

    /** Makes sure that none of them is sold out, however long the run is. */
    static void stockUp(Databases databases) {
        ENOUGH.forEach((service, sql) -> {
            try (var connection = databases.of(service).connect();
                    var statement = connection.createStatement()) {
                statement.executeUpdate(sql.formatted(MORE));
            } catch (SQLException e) {
                throw new LocalFailure(
                        "The inventory of " + service.module() + " can't be added to: " + e.getMessage(), e);
            }
        });
    }

    /** One that nobody has asked for before. */
    BookTripRequest next() {
        long at = number.getAndIncrement();
        return byDay.get((int) (at % DAYS)).toBuilder()
                .setRequestId(prefix + "-" + at)
                .build();
    }

    private static BookTripRequest trip(LocalDate from) {
        var to = from.plusDays(1);
        return BookTripRequest.newBuilder()
                .setTraveller(Traveller.newBuilder().setName("Ana Silva").setEmail("ana@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination("OPO")
                        .setDepartureDate(Dates.toDate(from))
                        .setPassengers(1)
                        .setFlightNumber("RT101"))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId("porto-ribeira")
                        .setCheckIn(Dates.toDate(from))
                        .setCheckOut(Dates.toDate(to))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation("OPO")
                        .setCarClass(CarClass.CAR_CLASS_COMPACT)
                        .setPickUp(Dates.toDate(from))
                        .setDropOff(Dates.toDate(to)))
                .build();
    }
}
