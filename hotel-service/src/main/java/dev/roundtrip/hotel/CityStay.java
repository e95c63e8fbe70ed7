package dev.roundtrip.hotel;

import dev.roundtrip.hotel.v1.SearchHotelsRequest;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Period;
import dev.roundtrip.wire.Texts;

/**
 * What is searched for.
 *
 * @param stay the nights
 */
record CityStay(String city, Period stay) {
    private static final int LONGEST_CITY = 64;

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static CityStay read(SearchHotelsRequest request) {
        var violations = new FieldViolations();
        violations.require(Texts.isLine(request.getCity(), LONGEST_CITY), "city", "must be 1 to 64 characters");
        var stay = Period.read("check_in", request.getCheckIn(), "check_out", request.getCheckOut(), violations);
        violations.throwIfAny();
        return new CityStay(request.getCity(), stay.orElseThrow());
    }
}
