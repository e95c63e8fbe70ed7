package dev.roundtrip.local.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether trips and reservations agree: a completed trip has all of its own, any other none. Of a trip that an operator
 * closed this is asked for all that no operator vouched for; the rest is listed, whatever it comes to.
 */
final class TripAudit {
    private static final List<String> BEFORE_THE_FLIGHT = List.of("hotel", "car");

    private final Trips trips;
    private final Reservations reservations;

    TripAudit(Trips trips, Reservations reservations) {
        this.trips = trips;
        this.reservations = reservations;
    }

    List<String> violations() {
        return Stream.of(unfinished(), missing(), leftOver(), reservations.contradictions().stream(), outOfOrder())
                .flatMap(lines -> lines)
                .toList();
    }

    private Stream<String> unfinished() {
        return trips.all().stream()
                .filter(trip -> !trip.isCompleted() && !trip.isCompensated() && !trip.isClosedByOperator())
                .map(trip -> "trip " + trip.id() + " is not finished, but " + trip.status());
    }

    private Stream<String> missing() {
        return trips.all().stream().flatMap(trip -> trip.wanted().stream()
                .filter(trip::mustHave)
                .map(trip::key)
                .filter(key -> !reservations.isActive(key))
                .map(key -> key + " is " + trip.status() + " without an active reservation"));
    }

    private Stream<String> leftOver() {
        return reservations.active().keySet().stream().flatMap(key -> whyNotToBe(key).stream());
    }

    private Optional<String> whyNotToBe(StepKey key) {
        var trip = trips.byId().get(key.tripId());
        if (trip == null) {
            return Optional.of(key + " has an active reservation, but there is no such trip");
        }
        if (trip.mayHave(key.step())) {
            return Optional.empty();
        }
        return Optional.of(
                trip.wanted().contains(key.step())
                        ? key + " has an active reservation, but the trip is " + trip.status()
                        : key + " has an active reservation that the trip doesn't include");
    }

    /** What operators vouched for, and what there is of it; in the order of the trips. */
    List<String> closedByOperator() {
        return trips.all().stream()
                .filter(Trips.Trip::isClosedByOperator)
                .flatMap(trip ->
                        trip.byHand().entrySet().stream().map(step -> vouched(trip, step.getKey(), step.getValue())))
                .sorted()
                .toList();
    }

    private String vouched(Trips.Trip trip, String step, String by) {
        var key = trip.key(step);
        return key + " was marked " + (trip.turnedBack() ? "undone" : "done") + " by " + by + ": "
                + (reservations.isActive(key) ? "it has an active reservation" : "it has no active reservation");
    }

    /** Compares first cancels by the clock of the one database server that all participants are on. */
    private Stream<String> outOfOrder() {
        return trips.all().stream().filter(Trips.Trip::isCompensated).flatMap(trip -> BEFORE_THE_FLIGHT.stream()
                .flatMap(step -> tooLate(trip, step).stream()));
    }

    private Optional<String> tooLate(Trips.Trip trip, String step) {
        var flight = reservations.cancelledAt(trip.key("flight"));
        return reservations
                .cancelledAt(trip.key(step))
                .filter(at -> flight.filter(at::isAfter).isPresent())
                .map(at -> trip.key(step) + " was cancelled at " + at + ", after the flight (" + flight.get() + ")");
    }
}
