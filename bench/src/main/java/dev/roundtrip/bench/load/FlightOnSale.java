package dev.roundtrip.bench.load;

import java.math.BigDecimal;
import java.time.LocalDate;

/** One flight on one day, the only one of its route on that day, with more seats than a run can take. */
public record FlightOnSale(String number, LocalDate date, String origin, String destination, BigDecimal price) {
    /** What all are priced in. */
    public static final String CURRENCY = "EUR";
}
