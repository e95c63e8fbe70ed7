package dev.roundtrip.orchestrator.trip;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.type.Money;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.saga.core.Payload;
import java.util.Optional;

/**
 * What a traveller wants to know of one part of a trip.
 *
 * @param confirmationCode what to show at the desk
 * @param price of this part
 * @param description what was reserved, in words
 */
public record Reservation(String confirmationCode, Money price, String description) {

    /**
     * Reads it from the answer that a step's participant gave, or somebody gave for it. Empty when this release can't: a step that it
     * doesn't know, or bytes that are not such an answer.
     */
    public static Optional<Reservation> of(String step, Payload answer) {
        try {
            return switch (step) {
                case TripSaga.FLIGHT -> Optional.of(of(FlightReservation.parseFrom(answer.bytes())));
                case TripSaga.HOTEL -> Optional.of(of(HotelReservation.parseFrom(answer.bytes())));
                case TripSaga.CAR -> Optional.of(of(CarReservation.parseFrom(answer.bytes())));
                default -> Optional.empty();
            };
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
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
        return new Reservation(car.getConfirmationCode(), car.getPrice(), size(car) + " at " + car.getLocation());
    }

    /** One that this release doesn't know, or none, is a car. */
    private static String size(CarReservation car) {
        return switch (car.getCarClass()) {
            case CAR_CLASS_ECONOMY -> "economy";
            case CAR_CLASS_COMPACT -> "compact";
            case CAR_CLASS_ESTATE -> "estate";
            case CAR_CLASS_VAN -> "van";
            case CAR_CLASS_UNSPECIFIED, UNRECOGNIZED -> "car";
        };
    }
}
