package dev.roundtrip.flight;

import com.google.type.Date;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.wire.Dates;
import dev.roundtrip.wire.FieldViolations;
import java.time.LocalDate;
import java.util.Optional;

/** A route on a day, local to where it begins. */
record RouteDay(Route route, LocalDate date) {
    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming all that is wrong */
    static RouteDay read(SearchFlightsRequest request) {
        var violations = new FieldViolations();
        var day = read(request.getOrigin(), request.getDestination(), request.getDepartureDate(), violations);
        violations.throwIfAny();
        return day.orElseThrow();
    }

    /** Empty when the date is none; other violations are told without that. */
    static Optional<RouteDay> read(String origin, String destination, Date date, FieldViolations violations) {
        var route = Route.read(origin, destination, violations);
        var day = Dates.toLocalDate(date);
        violations.require(day.isPresent(), "departure_date", "must be a full calendar date");
        return day.map(found -> new RouteDay(route, found));
    }

    @Override
    public String toString() {
        return route + " on " + date;
    }
}
