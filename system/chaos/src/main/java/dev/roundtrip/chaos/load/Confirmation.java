package dev.roundtrip.chaos.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.type.Money;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.hotel.v1.HotelReservation;

/**
 * What a participant's answer, as the journal has it, comes to for the traveller.
 *
 * @param code what to show at the desk
 * @param price of this part
 */
record Confirmation(String code, Money price) {

    /** Reads it from the answer to that step. */
    static Confirmation of(String step, byte[] answer) {
        try {
            return switch (step) {
                case "flight" -> {
                    var flight = FlightReservation.parseFrom(answer);
                    yield new Confirmation(flight.getConfirmationCode(), flight.getPrice());
                }
                case "hotel" -> {
                    var hotel = HotelReservation.parseFrom(answer);
                    yield new Confirmation(hotel.getConfirmationCode(), hotel.getPrice());
                }
                case "car" -> {
                    var car = CarReservation.parseFrom(answer);
                    yield new Confirmation(car.getConfirmationCode(), car.getPrice());
                }
                default -> throw new IllegalStateException("a trip has no step " + step);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the journal's answer of step " + step + " can't be read", e);
        }
    }
}
