package dev.roundtrip.hotel;

import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Fields;
import dev.roundtrip.wire.Period;
import dev.roundtrip.wire.Texts;

/**
 * A reserve that was found to be in order.
 *
 * @param stay the nights
 * @param rooms wanted each night
 */
record RoomOrder(StepId step, String hotelId, Period stay, int rooms, String currency, String traveller) {
    private static final int MOST_ROOMS = 9;
    private static final int LONGEST_ID = 64;

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static RoomOrder read(ReserveHotelRequest request) {
        var violations = new FieldViolations();
        var step = StepId.read(request.getKey(), violations);
        violations.require(
                Texts.isLine(request.getHotelId(), LONGEST_ID),
                "hotel_id",
                "must be a hotel's id, at most 64 characters");
        var stay = Period.read("check_in", request.getCheckIn(), "check_out", request.getCheckOut(), violations);
        var rooms = request.getRooms();
        violations.require(rooms >= 1 && rooms <= MOST_ROOMS, "rooms", "must be 1 to 9");
        Fields.currencyCode(request.getCurrencyCode(), violations);
        Fields.travellerName(request.getTravellerName(), violations);
        violations.throwIfAny();
        return new RoomOrder(
                step.orElseThrow(),
                request.getHotelId(),
                stay.orElseThrow(),
                rooms,
                request.getCurrencyCode(),
                request.getTravellerName());
    }
}
