package dev.roundtrip.chaos.fuzz;

import com.google.type.Date;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.demo.TripClient;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.StatusRuntimeException;
import java.time.LocalDate;
import java.util.UUID;

/** Trips that make sense: before, to have some to ask after, and afterwards, to see that it still can be done. */
final class Sample {
    private final TripClient client;

    Sample(TripClient client) {
        this.client = client;
    }

    /**
     * Books one and waits until it is decided.
     *
     * @return its id
     * @throws LocalFailure when it doesn't end like that
     */
    String book(LocalDate day, String hotel, TripStatus expected) {
        try {
            var trip = client.book(request(day, hotel));
            if (trip.getStatus() != expected) {
                throw new LocalFailure(
                        "A trip that makes sense ended " + trip.getStatus() + " instead of " + expected + ".");
            }
            return trip.getTripId();
        } catch (StatusRuntimeException e) {
            throw new LocalFailure("A trip that makes sense could not be booked: " + e.getStatus(), e);
        }
    }

    private static BookTripRequest request(LocalDate day, String hotel) {
        return BookTripRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTraveller(Traveller.newBuilder().setName("Ana Silva").setEmail("ana@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination("OPO")
                        .setDepartureDate(date(day))
                        .setPassengers(1))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId(hotel)
                        .setCheckIn(date(day))
                        .setCheckOut(date(day.plusDays(2)))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation("OPO")
                        .setCarClass(CarClass.CAR_CLASS_COMPACT)
                        .setPickUp(date(day))
                        .setDropOff(date(day.plusDays(2))))
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
