package dev.roundtrip.local.audit;

import java.time.Instant;
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
    private final Instant remembered;

    /** Of trips made before {@code remembered} the journal may know nothing at all any more. */
    TripAudit(Trips trips, Reservations reservations, Instant remembered) {
        this.trips = trips;
        this.reservations = reservations;
        this.remembered = remembered;
    }

    List<String> violations() {
        return Stream.of(
                        unfinished(),
                        missing(),
                        takenBack(),
                        leftOver(),
                        reservations.contradictions().stream(),
                        outOfOrder())
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

    /** Which steps a trip had is not known when it is no longer kept; that a completed one lost none of them is. */
    private Stream<String> takenBack() {
        return trips.all().stream()
                .filter(trip -> trip.isCompleted() && !trip.isKept())
                .flatMap(trip -> trip.wanted().stream().map(trip::key))
                .flatMap(key -> reservations.refusedOrCancelled(key).stream()
                        .map(state -> key + " is COMPLETED, but the ledger says " + state));
    }

    private Stream<String> leftOver() {
        return reservations.active().keySet().stream().flatMap(key -> whyNotToBe(key).stream());
    }

    private Optional<String> whyNotToBe(StepKey key) {
        var trip = trips.byId().get(key.tripId());
        if (trip == null && key.madeAt().isBefore(remembered)) {
            return Optional.empty();
        }
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
                .flatMap(trip -> trip.isKept()
                        ? trip.byHand().entrySet().stream().map(step -> vouched(trip, step.getKey(), step.getValue()))
                        : Stream.of(vouchedLongAgo(trip)))
                .sorted()
                .toList();
    }

    private String vouched(Trips.Trip trip, String step, String by) {
        var key = trip.key(step);
        return key + " was marked " + (trip.turnedBack() ? "undone" : "done") + " by " + by + ": "
                + (reservations.isActive(key) ? "it has an active reservation" : "it has no active reservation");
    }

    private String vouchedLongAgo(Trips.Trip trip) {
        var active = trip.wanted().stream()
                .filter(step -> reservations.isActive(trip.key(step)))
                .sorted()
                .toList();
        return "trip " + trip.id() + " was closed by an operator, and its history is no longer kept: "
                + (active.isEmpty()
                        ? "it has no active reservation"
                        : "it has active reservations of " + String.join(" and ", active));
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
