package dev.roundtrip.flight;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.time.LocalDate;

/** One flight on one day. */
@Embeddable
record FlightId(
        @Column(name = "flight_number") String flightNumber,
        @Column(name = "departure_date") LocalDate departureDate) implements Serializable {}
