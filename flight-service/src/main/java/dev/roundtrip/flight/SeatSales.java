package dev.roundtrip.flight;

import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides which seats are sold, if any. */
@ApplicationScoped
class SeatSales {
    private final SeatReservations reservations;

    SeatSales(SeatReservations reservations) {
        this.reservations = reservations;
    }

    /** Refused with INVALID_ARGUMENT when an airport of the order is unknown: then there is nothing to remember. */
    Uni<Verdict> decide(SqlClient transaction, SeatOrder order) {
        return FlightOffer.on(transaction, order.day())
                .chain(flights ->
                        flights.isEmpty() ? noneFlies(transaction, order) : choose(transaction, order, flights));
    }

    private static Uni<Verdict> noneFlies(SqlClient transaction, SeatOrder order) {
        return KnownAirports.refusal(transaction, order.day().route())
                .map(unknown -> unknown.<Verdict>map(Verdict.Refuse::new).orElseGet(() -> noSuchFlight(order)));
    }

    private static Verdict noSuchFlight(SeatOrder order) {
        return Verdict.reject(
                "NO_SUCH_FLIGHT",
                "No such flight goes from " + order.day().route() + " on "
                        + order.day().date() + ".");
    }

    private Uni<Verdict> choose(SqlClient transaction, SeatOrder order, List<FlightOffer> flights) {
        var asked = flights.stream()
                .filter(flight ->
                        order.flightNumber().map(flight.flightNumber()::equals).orElse(true))
                .toList();
        if (asked.isEmpty()) {
            return Uni.createFrom().item(noSuchFlight(order));
        }
        var priced = asked.stream()
                .filter(flight -> flight.currency().equals(order.currency()))
                .toList();
        if (priced.isEmpty()) {
            return reject("CURRENCY_NOT_OFFERED", "The flight is not sold in " + order.currency() + ".");
        }
        return priced.stream()
                .filter(flight -> flight.available() >= order.passengers())
                .findFirst()
                .map(flight -> sell(transaction, order, flight))
                .orElseGet(() -> reject(
                        "SOLD_OUT",
                        "No flight from " + order.day().route() + " on "
                                + order.day().date() + " has " + order.passengers() + " seats left."));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> sell(SqlClient transaction, SeatOrder order, FlightOffer flight) {
        var seats = new Seats(flight.flightNumber(), order.day().date(), order.passengers());
        var price = flight.price().multiply(BigDecimal.valueOf(order.passengers()));
        return reservations
                .add(transaction, order, seats, price)
                .map(code -> new Verdict.Reserve(
                        FlightReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setFlightNumber(flight.flightNumber())
                                .setOrigin(order.day().route().origin())
                                .setDestination(order.day().route().destination())
                                .setDepartureDate(Dates.toDate(seats.date()))
                                .setPassengers(seats.number())
                                .setPrice(Amounts.toMoney(price, flight.currency()))
                                .build(),
                        seats.take()));
    }
}
