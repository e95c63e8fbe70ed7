package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.FlightOnSale;
import java.util.List;

/**
 * What workers want.
 *
 * @param name as figures call it
 * @param flights one of these, each time
 */
record Shape(String name, List<FlightOnSale> flights) {
    static final String HOT = "hot";
    static final String MANY = "many";

    Shape {
        flights = List.copyOf(flights);
    }
}
