package dev.roundtrip.orchestrator;

import com.google.protobuf.Duration;
import com.google.type.Date;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import java.util.UUID;

/** Requests for trips that are right in every respect, to be spoilt as a test needs it. */
public final class SampleTrips {
    private SampleTrips() {}

    /** A trip with a car, under a new request id. */
    public static BookTripRequest.Builder full(String traveller) {
        return BookTripRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTraveller(Traveller.newBuilder().setName(traveller).setEmail("ada@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination("OPO")
                        .setDepartureDate(date(12))
                        .setPassengers(2))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId("porto-ribeira")
                        .setCheckIn(date(12))
                        .setCheckOut(date(15))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation("OPO")
                        .setCarClass(CarClass.CAR_CLASS_COMPACT)
                        .setPickUp(date(12))
                        .setDropOff(date(15)));
    }

    /** A day in June 2090. */
    public static Date date(int day) {
        return Date.newBuilder().setYear(2090).setMonth(6).setDay(day).build();
    }

    /** No wait at all. */
    public static Duration atOnce() {
        return Duration.getDefaultInstance();
    }
}
