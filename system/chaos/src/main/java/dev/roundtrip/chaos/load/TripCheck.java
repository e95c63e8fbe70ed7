package dev.roundtrip.chaos.load;

import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.chaos.load.Testimony.Wish;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what was told about one request against the trip that the databases have for it. Looks at nothing else. */
final class TripCheck {
    private static final long ALWAYS = Long.MAX_VALUE;
    private static final String SUCCEEDED = "STEP_SUCCEEDED";
    private static final String FORCED = "FORCED_BY_OPERATOR";

    private final Testimony told;
    private final RecordedTrip trip;
    private final List<String> found = new ArrayList<>();

    private TripCheck(Testimony told, RecordedTrip trip) {
        this.told = told;
        this.trip = trip;
    }

    /** What of it isn't so, each in words. */
    static List<String> violations(Testimony told, RecordedTrip trip) {
        var check = new TripCheck(told, trip);
        check.identity();
        check.booking();
        check.wishes();
        check.commands();
        told.answers().forEach(check::answer);
        told.events().forEach(check::event);
        if (trip.status().equals("COMPLETED")) {
            check.reservations();
        }
        if (trip.status().equals("COMPENSATED")) {
            check.nothingLeft();
        }
        return List.copyOf(check.found);
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            found.add(otherwise);
        }
    }

    private void identity() {
        told.tripIds().stream()
                .filter(id -> !id.equals(trip.id().toString()))
                .forEach(id -> found.add("was told to be trip " + id));
        require(!told.has(Wish.SAID_TO_BE_GONE), "was told not to exist, after it had been acknowledged");
    }

    private void booking() {
        var own = Optional.ofNullable(told.bookings().get(trip.body()));
        if (own.isEmpty()) {
            found.add("is a trip that nobody asked for");
            return;
        }
        require(!own.get().taken(), "was refused because its request id is another trip's, and is that trip itself");
        require(own.get().mayBe(), "was refused, and is there (" + own.get().refusal() + ")");
        told.bookings()
                .forEach((body, booking) -> require(
                        body.equals(trip.body()) || !booking.accepted(),
                        "was acknowledged to someone who had asked for another trip"));
    }

    private void wishes() {
        require(
                !told.has(Wish.CANCEL_ACKNOWLEDGED) || trip.status().equals("COMPENSATED"),
                "had its cancel acknowledged, and ended " + trip.status());
        require(
                !told.has(Wish.CANCEL_TOO_LATE) || trip.status().equals("COMPLETED"),
                "had its cancel refused as booked, and ended " + trip.status());
        var cause =
                trip.first("COMPENSATION_STARTED", ALWAYS).map(Event::reason).orElse("");
        require(!cause.equals("CANCELLED") || told.has(Wish.CANCEL_SENT), "was cancelled, which nobody asked for");
        require(
                !cause.equals(FORCED) || told.has(Wish.UNDOING_SENT),
                "was turned back by an operator, which none had asked for");
    }

    private void commands() {
        told.commands()
                .forEach(command -> require(
                        trip.events().stream()
                                .anyMatch(event -> event.sequence() == command.sequence()
                                        && event.kind().equals(command.kind())
                                        && event.message().equals(command.reason())),
                        "had " + command.kind() + " acknowledged as its event " + command.sequence()
                                + ", which the journal doesn't have so"));
    }

    // ---- what was shown

    private void answer(Trip shown) {
        var at = shown.getLastSequence();
        var as = "was shown as of event " + at + " ";
        require(at <= trip.events().getLast().sequence(), as + "which the journal doesn't have");
        require(shown.getStatus() == statusAt(at), as + shown.getStatus() + ", and was " + statusAt(at));
        require(
                shown.getCreateTime()
                        .equals(Dates.toTimestamp(trip.events().getFirst().at())),
                as + "as created at another time");
        var end = endAt(at).map(event -> Dates.toTimestamp(event.at()));
        require(
                end.map(time -> shown.hasEndTime() && shown.getEndTime().equals(time))
                        .orElse(!shown.hasEndTime()),
                as + "with end time " + shown.getEndTime() + ", and the journal's is " + end);
        var cause = trip.first("COMPENSATION_STARTED", at);
        require(
                cause.map(event -> shown.getFailure().getReason().equals(event.reason())
                                && shown.getFailure().getStep().equals(event.step())
                                && shown.getFailure().getMessage().equals(forTravellers(event)))
                        .orElse(!shown.hasFailure()),
                as + "with failure " + shown.getFailure() + ", and the journal's is " + cause);
        shown.getStepsList().forEach(step -> step(step, at, as));
        if (shown.getStatus() == TripStatus.TRIP_STATUS_COMPLETED) {
            require(
                    Amounts.toDecimal(shown.getTotalPrice()).compareTo(sum()) == 0,
                    as + "with a total of " + Amounts.toDecimal(shown.getTotalPrice()) + ", and the parts add up to "
                            + sum());
        }
    }

    /** Which operator it was is told to operators alone. */
    private static String forTravellers(RecordedTrip.Event cause) {
        return FORCED.equals(cause.reason()) ? "An operator had the trip undone." : cause.message();
    }

    private void step(TripStep shown, long at, String as) {
        var answer = trip.first(SUCCEEDED, shown.getName(), at)
                .map(event -> Confirmation.of(shown.getName(), event.payload()));
        var which = as + "with its " + shown.getName();
        boolean isReserved = shown.getStatus() == StepStatus.STEP_STATUS_SUCCEEDED;
        if (isReserved) {
            require(
                    answer.filter(confirmed -> confirmed.code().equals(shown.getConfirmationCode())
                                    && confirmed.price().equals(shown.getPrice()))
                            .isPresent(),
                    which + " reserved as " + shown.getConfirmationCode() + ", and the journal has " + answer);
        } else {
            require(shown.getConfirmationCode().isEmpty(), which + " " + shown.getStatus() + " with a code");
        }
        boolean wanted = wanted(shown.getName());
        require(
                wanted == (shown.getStatus() != StepStatus.STEP_STATUS_SKIPPED),
                which + " " + shown.getStatus() + ", which " + (wanted ? "was" : "wasn't") + " asked for");
        if (endAt(at).isPresent() && wanted) {
            boolean mustBeReserved = statusAt(at) == TripStatus.TRIP_STATUS_COMPLETED;
            require(isReserved == mustBeReserved, which + " " + shown.getStatus() + " at its end " + statusAt(at));
        }
    }

    private boolean wanted(String step) {
        return !List.of(trip.events().getFirst().steps().split(" ")).contains(step);
    }

    private Optional<Event> endAt(long sequence) {
        return trip.first("SAGA_COMPLETED", sequence)
                .or(() -> trip.first("SAGA_COMPENSATED", sequence))
                .or(() -> trip.first("SAGA_CLOSED", sequence));
    }

    private TripStatus statusAt(long sequence) {
        return endAt(sequence)
                .map(end -> switch (end.kind()) {
                    case "SAGA_COMPLETED" -> TripStatus.TRIP_STATUS_COMPLETED;
                    case "SAGA_COMPENSATED" -> TripStatus.TRIP_STATUS_COMPENSATED;
                    default -> TripStatus.TRIP_STATUS_CLOSED_BY_OPERATOR;
                })
                .orElseGet(() -> trip.first("COMPENSATION_STARTED", sequence).isPresent()
                        ? TripStatus.TRIP_STATUS_COMPENSATING
                        : TripStatus.TRIP_STATUS_RUNNING);
    }

    private BigDecimal sum() {
        return trip.events().stream()
                .filter(event -> event.kind().equals(SUCCEEDED))
                .map(event -> Amounts.toDecimal(
                        Confirmation.of(event.step(), event.payload()).price()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // ---- what was watched

    private void event(TripEvent seen) {
        var recorded = trip.events().stream()
                .filter(event -> event.sequence() == seen.getSequence())
                .findFirst();
        require(
                recorded.filter(event -> isTheSame(seen, event)).isPresent(),
                "had event " + seen.getSequence() + " watched as " + text(seen) + ", and the journal has "
                        + recorded.map(TripCheck::text).orElse("none"));
    }

    private static boolean isTheSame(TripEvent seen, Event recorded) {
        var reason = recorded.fault().isEmpty() ? recorded.reason() : recorded.fault();
        boolean wordsAreTheSame =
                switch (recorded.kind()) {
                    case SUCCEEDED ->
                        seen.getMessage()
                                .endsWith(", "
                                        + Confirmation.of(recorded.step(), recorded.payload())
                                                .code());
                    case "ADOPTED" -> seen.getMessage().equals(recorded.message());
                    default ->
                        seen.getMessage().equals(forTravellers(recorded))
                                && seen.getReason().equals(reason);
                };
        return wordsAreTheSame
                && seen.getType().name().equals(type(recorded.kind()))
                && seen.getStep().equals(recorded.step())
                && seen.getAttempt() == recorded.attempt()
                && seen.getTime().equals(Dates.toTimestamp(recorded.at()));
    }

    private static String type(String kind) {
        return "TRIP_EVENT_TYPE_" + kind.replaceFirst("^SAGA_", "TRIP_");
    }

    private static String text(TripEvent seen) {
        return seen.getType() + " " + seen.getStep() + " " + seen.getAttempt() + " " + seen.getReason() + " "
                + seen.getMessage() + " at " + Dates.toInstant(seen.getTime());
    }

    private static String text(Event recorded) {
        return recorded.kind() + " " + recorded.step() + " " + recorded.attempt() + " " + recorded.fault()
                + recorded.reason() + " " + recorded.message() + " at " + recorded.at();
    }

    // ---- what is reserved

    private void nothingLeft() {
        trip.reservations()
                .forEach((step, row) ->
                        require(!row.active(), "is compensated, and its " + step + " is still reserved: " + row));
    }

    private void reservations() {
        for (var event : trip.events()) {
            if (event.kind().equals(SUCCEEDED)) {
                var confirmed = Confirmation.of(event.step(), event.payload());
                var reserved = Optional.ofNullable(trip.reservations().get(event.step()));
                require(
                        reserved.filter(row -> row.active()
                                        && row.confirmationCode().equals(confirmed.code())
                                        && row.price().compareTo(Amounts.toDecimal(confirmed.price())) == 0
                                        && row.currency()
                                                .equals(confirmed.price().getCurrencyCode()))
                                .isPresent(),
                        "is booked with its " + event.step() + " confirmed as " + confirmed.code() + ", "
                                + Amounts.toDecimal(confirmed.price()) + ", and its service has "
                                + reserved.map(Object::toString).orElse("nothing"));
            }
        }
    }
}
