package dev.roundtrip.bench.booking;

import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.wire.Dates;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** What is asked for: a trip to Porto on one of many days, the same by whichever contender. */
public final class TripWishes {
    /** How many days the load is spread over. */
    static final int DAYS = 200;

    /** The flight. */
    public static final String FLIGHT = "RT101";

    /** The hotel. */
    public static final String HOTEL = "porto-ribeira";
    /** Where it is, and where cars are fetched. */
    public static final String PLACE = "OPO";

    private static final int DAYS_AHEAD = 30;

    private TripWishes() {}

    /** One for each day, with no request id yet. */
    static List<BookTripRequest> byDay(Way way) {
        var first = LocalDate.now(ZoneOffset.UTC).plusDays(DAYS_AHEAD);
        return IntStream.range(0, DAYS)
                .mapToObj(day -> trip(first.plusDays(day), way))
                .toList();
    }

    private static BookTripRequest trip(LocalDate from, Way way) {
        var to = from.plusDays(1);
        return BookTripRequest.newBuilder()
                .setTraveller(Traveller.newBuilder().setName("Ana Silva").setEmail("ana@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination(PLACE)
                        .setDepartureDate(Dates.toDate(from))
                        .setPassengers(1)
                        .setFlightNumber(FLIGHT))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId(HOTEL)
                        .setCheckIn(Dates.toDate(from))
                        .setCheckOut(Dates.toDate(to))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation(PLACE)
                        .setCarClass(way.car())
                        .setPickUp(Dates.toDate(from))
                        .setDropOff(Dates.toDate(to)))
                .build();
    }
}
