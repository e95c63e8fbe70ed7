package dev.roundtrip.flight;

import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Fields;
import dev.roundtrip.wire.Texts;
import java.util.Optional;

/**
 * A reserve that was found to be in order.
 *
 * @param flightNumber empty for the cheapest of the day
 */
record SeatOrder(
        StepId step, RouteDay day, int passengers, Optional<String> flightNumber, String currency, String traveller) {
    private static final int MOST_PASSENGERS = 9;
    private static final int LONGEST_NUMBER = 8;

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static SeatOrder read(ReserveFlightRequest request) {
        var violations = new FieldViolations();
        var step = StepId.read(request.getKey(), violations);
        var day = RouteDay.read(request.getOrigin(), request.getDestination(), request.getDepartureDate(), violations);
        var passengers = request.getPassengers();
        violations.require(passengers >= 1 && passengers <= MOST_PASSENGERS, "passengers", "must be 1 to 9");
        var number = Optional.of(request.getFlightNumber()).filter(text -> !text.isEmpty());
        violations.require(
                number.isEmpty() || Texts.isLine(number.get(), LONGEST_NUMBER),
                "flight_number",
                "must be at most 8 characters, or empty for the cheapest flight");
        Fields.currencyCode(request.getCurrencyCode(), violations);
        Fields.travellerName(request.getTravellerName(), violations);
        violations.throwIfAny();
        return new SeatOrder(
                step.orElseThrow(),
                day.orElseThrow(),
                passengers,
                number,
                request.getCurrencyCode(),
                request.getTravellerName());
    }
}
