package dev.roundtrip.local.demo;

import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A trip's history, for people: time, step, what happened, and what was done to the system meanwhile. */
final class Timeline {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String FROM_OUTSIDE = "!";

    private record Line(Instant time, String step, String what) {
        private String text() {
            return "  %s  %-6s  %s".formatted(TIME.format(time), step, what);
        }
    }

    private Timeline() {}

    /** One line each, in order of time. */
    static List<String> of(List<TripEvent> events, List<Intervention> interventions) {
        var told = events.stream().map(event -> new Line(timeOf(event), stepOf(event), what(event)));
        var done = interventions.stream()
                .map(intervention -> new Line(intervention.time(), FROM_OUTSIDE, intervention.what()));
        return Stream.concat(told, done)
                .sorted(Comparator.comparing(Line::time))
                .map(Line::text)
                .toList();
    }

    /** The cause of a turn may be a step; the turn itself is the whole trip's. */
    private static String stepOf(TripEvent event) {
        return event.getType() == TripEventType.TRIP_EVENT_TYPE_COMPENSATION_STARTED ? "" : event.getStep();
    }

    private static Instant timeOf(TripEvent event) {
        return Instant.ofEpochSecond(
                event.getTime().getSeconds(), event.getTime().getNanos());
    }

    private static String what(TripEvent event) {
        return switch (event.getType()) {
            case TRIP_EVENT_TYPE_TRIP_STARTED -> "accepted";
            case TRIP_EVENT_TYPE_STEP_STARTED -> "asked for" + attempt(event);
            case TRIP_EVENT_TYPE_STEP_SUCCEEDED -> "reserved" + detail(event);
            case TRIP_EVENT_TYPE_STEP_REJECTED -> "refused" + detail(event);
            case TRIP_EVENT_TYPE_STEP_UNKNOWN -> "no answer: " + event.getMessage();
            case TRIP_EVENT_TYPE_STEP_COMPENSATION_STARTED -> "asked to be given back" + attempt(event);
            case TRIP_EVENT_TYPE_STEP_COMPENSATED -> "given back";
            case TRIP_EVENT_TYPE_STEP_COMPENSATION_UNKNOWN -> "no answer to giving it back: " + event.getMessage();
            case TRIP_EVENT_TYPE_STEP_STUCK -> "stuck" + detail(event);
            case TRIP_EVENT_TYPE_CANCEL_REQUESTED -> "the traveller asks for it to be undone";
            case TRIP_EVENT_TYPE_COMPENSATION_STARTED ->
                "TURNED BACK: " + (event.getStep() + " " + event.getReason()).strip();
            case TRIP_EVENT_TYPE_ADOPTED -> "carried on by a new orchestrator process";
            case TRIP_EVENT_TYPE_TRIP_COMPLETED -> "BOOKED";
            case TRIP_EVENT_TYPE_TRIP_COMPENSATED -> "UNDONE";
            case TRIP_EVENT_TYPE_STEP_ACCEPTED -> "taken up, to be answered later";
            case TRIP_EVENT_TYPE_PIVOT_CLOSING -> "would turn back: " + event.getReason();
            case TRIP_EVENT_TYPE_STEP_CLOSE_STARTED -> "asked to be settled" + attempt(event);
            case TRIP_EVENT_TYPE_STEP_CLOSE_UNKNOWN -> "no answer to settling it: " + event.getMessage();
            case TRIP_EVENT_TYPE_STEP_CLOSED -> "settled: it never will be";
            case TRIP_EVENT_TYPE_TRIP_CLOSED -> "CLOSED by an operator";
            case TRIP_EVENT_TYPE_TRIP_PAUSED -> "paused" + detail(event);
            case TRIP_EVENT_TYPE_TRIP_RESUMED -> "resumed" + detail(event);
            case TRIP_EVENT_TYPE_TRIP_RELEASED -> "let out of quarantine" + detail(event);
            case TRIP_EVENT_TYPE_STEP_RETRIED -> "tried again by an operator" + detail(event);
            case TRIP_EVENT_TYPE_STEP_DONE_BY_HAND -> "done by hand" + detail(event);
            case TRIP_EVENT_TYPE_COMPENSATION_FORCED -> "an operator has it undone" + detail(event);
            case TRIP_EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED -> "an event this program does not know";
        };
    }

    private static String attempt(TripEvent event) {
        return event.getAttempt() > 1 ? ", attempt " + event.getAttempt() : "";
    }

    private static String detail(TripEvent event) {
        var parts = Stream.of(event.getReason(), event.getMessage())
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }
}
