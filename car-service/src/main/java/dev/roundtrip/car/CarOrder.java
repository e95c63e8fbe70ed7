package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Fields;
import dev.roundtrip.wire.Period;

/**
 * A reserve that was found to be in order.
 *
 * @param location IATA code
 * @param hire the days
 */
record CarOrder(StepId step, String location, CarClass carClass, Period hire, String currency, String traveller) {
    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static CarOrder read(ReserveCarRequest request) {
        var violations = new FieldViolations();
        var step = StepId.read(request.getKey(), violations);
        Fields.airport(request.getLocation(), "location", violations);
        violations.require(
                CarClasses.isOne(request.getCarClass()), "car_class", "must be ECONOMY, COMPACT, ESTATE or VAN");
        var hire = Period.read("pick_up", request.getPickUp(), "drop_off", request.getDropOff(), violations);
        Fields.currencyCode(request.getCurrencyCode(), violations);
        Fields.travellerName(request.getTravellerName(), violations);
        violations.throwIfAny();
        return new CarOrder(
                step.orElseThrow(),
                request.getLocation(),
                request.getCarClass(),
                hire.orElseThrow(),
                request.getCurrencyCode(),
                request.getTravellerName());
    }

    /** How the database calls the class. */
    String classColumn() {
        return CarClasses.toColumn(carClass);
    }
}
