package dev.roundtrip.orchestrator.trip;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.type.Money;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.saga.core.Payload;

/**
 * What a traveller wants to know of one part of a trip.
 *
 * @param confirmationCode what to show at the desk
 * @param price of this part
 * @param description what was reserved, in words
 */
public record Reservation(String confirmationCode, Money price, String description) {

    /** Reads it from the answer that a step's participant gave. */
    public static Reservation of(String step, Payload answer) {
        try {
            return switch (step) {
                case TripSaga.FLIGHT -> of(FlightReservation.parseFrom(answer.bytes()));
                case TripSaga.HOTEL -> of(HotelReservation.parseFrom(answer.bytes()));
                case TripSaga.CAR -> of(CarReservation.parseFrom(answer.bytes()));
                default -> throw new IllegalArgumentException("a trip has no step '" + step + "'");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the answer of step " + step + " can't be read: " + e.getMessage(), e);
        }
    }

    private static Reservation of(FlightReservation flight) {
        return new Reservation(
                flight.getConfirmationCode(),
                flight.getPrice(),
                flight.getFlightNumber() + " " + flight.getOrigin() + "-" + flight.getDestination());
    }

    private static Reservation of(HotelReservation hotel) {
        return new Reservation(hotel.getConfirmationCode(), hotel.getPrice(), hotel.getHotelId());
    }

    private static Reservation of(CarReservation car) {
        var size = car.getCarClass().name().substring("CAR_CLASS_".length()).toLowerCase(java.util.Locale.ROOT);
        return new Reservation(car.getConfirmationCode(), car.getPrice(), size + " at " + car.getLocation());
    }
}
