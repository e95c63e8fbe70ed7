package dev.roundtrip.flight;

import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Fields;

/**
 * From where to where.
 *
 * @param origin IATA code
 * @param destination IATA code, another
 */
record Route(String origin, String destination) {
    static Route read(String origin, String destination, FieldViolations violations) {
        Fields.airport(origin, "origin", violations);
        if (Fields.airport(destination, "destination", violations)) {
            violations.require(!destination.equals(origin), "destination", "must not be the origin");
        }
        return new Route(origin, destination);
    }

    @Override
    public String toString() {
        return origin + " to " + destination;
    }
}
