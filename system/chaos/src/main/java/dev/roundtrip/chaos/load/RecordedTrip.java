package dev.roundtrip.chaos.load;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A trip as the databases have it.
 *
 * @param id its saga's id
 * @param requestId what it was booked with
 * @param status where it stands
 * @param events its history
 * @param reservations what participants have reserved for it, active or not, by the step's name
 */
record RecordedTrip(UUID id, String requestId, String status, List<Event> events, Map<String, Reserved> reservations) {

    RecordedTrip {
        events = List.copyOf(events);
        reservations = Map.copyOf(reservations);
    }

    /**
     * A row of the journal; columns that don't concern it are empty, and the attempt is 0.
     *
     * @param payload the request, or the step's answer
     */
    record Event(
            long sequence,
            Instant at,
            String kind,
            String step,
            int attempt,
            String steps,
            String fault,
            String reason,
            String message,
            byte[] payload) {}

    /** A participant's reservation. */
    record Reserved(String confirmationCode, BigDecimal price, String currency, boolean active) {}

    /** What was asked for. */
    Body body() {
        return Body.ofJournalled(events.getFirst().payload());
    }

    /** The first event of that kind up to and with the one of that number. */
    Optional<Event> first(String kind, long upTo) {
        return events.stream()
                .filter(event -> event.sequence() <= upTo && event.kind().equals(kind))
                .findFirst();
    }

    /** The same for one step. */
    Optional<Event> first(String kind, String step, long upTo) {
        return events.stream()
                .filter(event -> event.sequence() <= upTo
                        && event.kind().equals(kind)
                        && event.step().equals(step))
                .findFirst();
    }
}
