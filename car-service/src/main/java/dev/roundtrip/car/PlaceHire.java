package dev.roundtrip.car;

import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Fields;
import dev.roundtrip.wire.Period;

/**
 * What is searched for.
 *
 * @param location IATA code
 * @param hire the days
 */
record PlaceHire(String location, Period hire) {
    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static PlaceHire read(SearchCarsRequest request) {
        var violations = new FieldViolations();
        Fields.airport(request.getLocation(), "location", violations);
        var hire = Period.read("pick_up", request.getPickUp(), "drop_off", request.getDropOff(), violations);
        violations.throwIfAny();
        return new PlaceHire(request.getLocation(), hire.orElseThrow());
    }
}
