package dev.roundtrip.local.demo;

import com.google.protobuf.Duration;
import com.google.type.Date;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * A long weekend in Porto, a month from now: from Lisbon by air, two nights, with a car.
 *
 * @param flightNumber which flight
 * @param hotelId which hotel
 */
public record Wish(String flightNumber, String hotelId) {
    private static final int DAYS_AHEAD = 30;
    private static final int NIGHTS = 2;

    /** One that can be had. */
    public static Wish porto() {
        return new Wish("RT101", "porto-ribeira");
    }

    /** The same in a hotel that has no room. */
    public static Wish withoutARoom() {
        return new Wish("RT101", "porto-livraria");
    }

    /** The same by a flight that has no seat. */
    public static Wish withoutASeat() {
        return new Wish("RT404", "porto-ribeira");
    }

    /** A request that is answered when the trip is decided, with an id of its own. */
    public BookTripRequest request() {
        return request(DAYS_AHEAD);
    }

    /** The same, so many days from now: trips on days of their own leave something for each other. */
    public BookTripRequest request(int daysAhead) {
        var from = LocalDate.now(ZoneOffset.UTC).plusDays(daysAhead);
        var to = from.plusDays(NIGHTS);
        return BookTripRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTraveller(Traveller.newBuilder().setName("Ana Silva").setEmail("ana@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination("OPO")
                        .setDepartureDate(date(from))
                        .setPassengers(2)
                        .setFlightNumber(flightNumber))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId(hotelId)
                        .setCheckIn(date(from))
                        .setCheckOut(date(to))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation("OPO")
                        .setCarClass(CarClass.CAR_CLASS_COMPACT)
                        .setPickUp(date(from))
                        .setDropOff(date(to)))
                .build();
    }

    /** A request that is answered as soon as the trip is accepted. */
    public BookTripRequest requestWithoutWait() {
        return requestWithoutWait(DAYS_AHEAD);
    }

    /** The same, so many days from now. */
    BookTripRequest requestWithoutWait(int daysAhead) {
        return request(daysAhead).toBuilder()
                .setWait(Duration.getDefaultInstance())
                .build();
    }

    private static Date date(LocalDate day) {
        return Date.newBuilder()
                .setYear(day.getYear())
                .setMonth(day.getMonthValue())
                .setDay(day.getDayOfMonth())
                .build();
    }
}
