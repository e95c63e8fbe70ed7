package dev.roundtrip.conformance;

import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.conformance.trade.Cars;
import dev.roundtrip.conformance.trade.Flights;
import dev.roundtrip.conformance.trade.Hotels;
import dev.roundtrip.conformance.trade.Trade;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the tests ask for. */
final class Trades {
    static final int UNITS = 8;
    static final Flights FLIGHTS = new Flights("RT999", "ZZY", "ZZZ", LocalDate.of(2035, 1, 1), "EUR");
    static final Hotels HOTELS = new Hotels("conformance", "Nowhere", LocalDate.of(2035, 1, 1), 3, "EUR");
    static final Cars CARS = new Cars("ZZZ", CarClass.CAR_CLASS_COMPACT, LocalDate.of(2035, 1, 1), 3, "EUR");
    static final List<Trade> ALL = List.of(FLIGHTS, HOTELS, CARS);

    // What is in memory shows at once.
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    private Trades() {}

    static Suite suite(Trade trade, MemoryParticipant participant) {
        return new Suite(trade, participant.target(), Optional.of(participant::restart), 1, LIMITS);
    }
}
