package dev.roundtrip.orchestrator.trip;

import dev.roundtrip.orchestrator.participants.Cars;
import dev.roundtrip.orchestrator.participants.Flights;
import dev.roundtrip.orchestrator.participants.Hotels;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.trip.v1.BookTripRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How a trip is booked.
 *
 * <p>First the flight: without it there is no trip. Then hotel and car, side by side; the car only for those who want one.
 * Whoever doesn't answer is looked into, and asked again. If any of them says no, or can't be brought to answer, whatever was
 * taken is given back: hotel and car side by side, and when both are back, the flight.
 */
@ApplicationScoped
public class TripSaga {
    /** What the journal calls a trip. */
    public static final String NAME = "trip";

    /** The names of the steps, which the journal and the participants know them by. */
    public static final String FLIGHT = "flight";

    public static final String HOTEL = "hotel";
    public static final String CAR = "car";

    @Produces
    @Singleton
    SagaBlueprint<BookTripRequest> blueprint(Flights flights, Hotels hotels, Cars cars) {
        return SagaBlueprint.named(NAME, 1, new BookTripRequestCodec())
                .within(Duration.ofMinutes(10))
                .step(FLIGHT, flights::reserve)
                .undoneBy(flights::cancel)
                .probedBy(flights::find)
                .step(HOTEL, hotels::reserve)
                .undoneBy(hotels::cancel)
                .probedBy(hotels::find)
                .after(FLIGHT)
                .step(CAR, cars::reserve)
                .undoneBy(cars::cancel)
                .probedBy(cars::find)
                .after(FLIGHT)
                .onlyIf(BookTripRequest::hasCar)
                .build();
    }
}
