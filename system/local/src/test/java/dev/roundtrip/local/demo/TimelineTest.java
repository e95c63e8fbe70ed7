package dev.roundtrip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant NOON = Instant.parse("2030-05-17T12:00:00Z");

    @Test
    void eventsAndWhatWasDoneFromOutsideAreToldInOrderOfTime() {
        var lines = Timeline.of(
                List.of(
                        event(0, TripEventType.TRIP_EVENT_TYPE_TRIP_STARTED, ""),
                        event(2, TripEventType.TRIP_EVENT_TYPE_STEP_REJECTED, "hotel")),
                List.of(new Intervention(NOON.plusSeconds(1), "hotel-service goes on (SIGCONT)")));
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).endsWith("accepted"), lines.get(0));
        assertTrue(lines.get(1).endsWith("!       hotel-service goes on (SIGCONT)"), lines.get(1));
        assertTrue(lines.get(2).endsWith("hotel   refused: SOLD_OUT, No room is left."), lines.get(2));
    }

    @Test
    void everyEventOfTheContractHasWords() {
        Arrays.stream(TripEventType.values())
                .filter(type -> type.ordinal() > 0 && type != TripEventType.UNRECOGNIZED)
                .map(type ->
                        Timeline.of(List.of(event(0, type, "hotel")), List.of()).getFirst())
                .forEach(line -> assertFalse(line.contains("does not know"), line));
    }

    private static TripEvent event(int second, TripEventType type, String step) {
        var refused = type == TripEventType.TRIP_EVENT_TYPE_STEP_REJECTED;
        return TripEvent.newBuilder()
                .setTime(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond() + second))
                .setType(type)
                .setStep(step)
                .setReason(refused ? "SOLD_OUT" : "")
                .setMessage(refused ? "No room is left." : "")
                .build();
    }
}
