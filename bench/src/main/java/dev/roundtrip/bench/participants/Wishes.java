package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.FlightOnSale;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.Dates;
import java.util.UUID;

/** What is asked for, the same by whichever way. */
final class Wishes {
    static final String STEP = "flight";
    static final String TRAVELLER = "Ana Silva";
    static final int SEATS = 1;

    private Wishes() {}

    static StepKey key(UUID saga) {
        return StepKey.newBuilder().setSagaId(saga.toString()).setStep(STEP).build();
    }

    /** A seat on a flight, but for the key. */
    static ReserveFlightRequest.Builder seatOn(FlightOnSale flight) {
        return ReserveFlightRequest.newBuilder()
                .setOrigin(flight.origin())
                .setDestination(flight.destination())
                .setDepartureDate(Dates.toDate(flight.date()))
                .setPassengers(SEATS)
                .setFlightNumber(flight.number())
                .setCurrencyCode(FlightOnSale.CURRENCY)
                .setTravellerName(TRAVELLER);
    }
}
