package dev.roundtrip.flight;

import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import dev.roundtrip.wire.FieldViolations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides which seats are sold, if any. */
@ApplicationScoped
class SeatSales {
    private static final int SEARCH_LIMIT = 100;

    private final SeatReservations reservations;

    SeatSales(SeatReservations reservations) {
        this.reservations = reservations;
    }

    /** The flights of a day, cheapest first; fails with INVALID_ARGUMENT when no flight goes there or from there ever. */
    Uni<List<ScheduledFlight>> search(RouteDay day) {
        return ScheduledFlight.on(day)
                .page(0, SEARCH_LIMIT)
                .list()
                .call(flights -> flights.isEmpty()
                        ? requireKnown(day.route())
                        : Uni.createFrom().voidItem());
    }

    /** Fails with INVALID_ARGUMENT when an airport of the order is unknown: then there is nothing to remember. */
    Uni<Verdict> decide(SeatOrder order) {
        return ScheduledFlight.on(order.day())
                .list()
                .call(flights -> flights.isEmpty()
                        ? requireKnown(order.day().route())
                        : Uni.createFrom().voidItem())
                .chain(flights -> choose(order, flights));
    }

    private Uni<Verdict> choose(SeatOrder order, List<ScheduledFlight> flights) {
        var asked = flights.stream()
                .filter(flight -> order.flightNumber()
                        .map(flight.id.flightNumber()::equals)
                        .orElse(true))
                .toList();
        if (asked.isEmpty()) {
            return reject(
                    "NO_SUCH_FLIGHT",
                    "No such flight goes from " + order.day().route() + " on "
                            + order.day().date() + ".");
        }
        var priced = asked.stream()
                .filter(flight -> flight.currency.equals(order.currency()))
                .toList();
        if (priced.isEmpty()) {
            return reject("CURRENCY_NOT_OFFERED", "The flight is not sold in " + order.currency() + ".");
        }
        return priced.stream()
                .filter(flight -> flight.available >= order.passengers())
                .findFirst()
                .map(flight -> sell(order, flight))
                .orElseGet(() -> reject(
                        "SOLD_OUT",
                        "No flight from " + order.day().route() + " on "
                                + order.day().date() + " has " + order.passengers() + " seats left."));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> sell(SeatOrder order, ScheduledFlight flight) {
        var price = flight.price.multiply(BigDecimal.valueOf(order.passengers()));
        return reservations
                .add(order, flight.id, price)
                .map(code -> new Verdict.Reserve(
                        FlightReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setFlightNumber(flight.id.flightNumber())
                                .setOrigin(flight.origin)
                                .setDestination(flight.destination)
                                .setDepartureDate(Dates.toDate(flight.id.departureDate()))
                                .setPassengers(order.passengers())
                                .setPrice(Amounts.toMoney(price, flight.currency))
                                .build(),
                        () -> ScheduledFlight.take(flight.id, order.passengers())));
    }

    private static Uni<Void> requireKnown(Route route) {
        return ScheduledFlight.anyFrom(route.origin())
                .chain(from -> ScheduledFlight.anyTo(route.destination()).invoke(to -> {
                    var violations = new FieldViolations();
                    violations.require(from, "origin", "must be an airport that is flown from");
                    violations.require(to, "destination", "must be an airport that is flown to");
                    violations.throwIfAny();
                }))
                .replaceWithVoid();
    }
}
