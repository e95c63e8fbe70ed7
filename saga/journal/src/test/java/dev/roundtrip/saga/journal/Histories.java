package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The ways a saga can go: together they have an event of every kind, and the values that are easy to lose on the way. */
public final class Histories {
    private static final Instant BEGIN = Instant.parse("2026-03-29T00:59:59.999999Z");
    private static final Duration RETRY = Duration.ofSeconds(6);

    private Histories() {}

    /** Every history by its name. */
    public static Map<String, Telling> all() {
        var all = new TreeMap<String, Telling>();
        all.put("forward", forward());
        all.put("failing", failing());
        all.put("adopted", adopted());
        all.put("stuck", stuck());
        all.put("cancelled", cancelled());
        return all;
    }

    /** No car is wanted, the flight answers at the second attempt, and the hotel's answer is empty. */
    private static Telling forward() {
        return begin(1, Telling.payload("Zürich → 東京 ✈ 🏨"), Set.of("car"))
                .staysSilent("flight", Direction.FORWARD, Fault.Kind.TRANSIENT, "No answer in 2 s: \"délai\"; {},\\n.")
                .after(RETRY)
                .succeeds("flight", "FL-0\u0000\u0001")
                .succeeds("hotel", "");
    }

    /** The hotel says no while the car's answer is still out. */
    private static Telling failing() {
        return begin(2, Payload.empty(), Set.of())
                .succeeds("flight", "FL-2")
                .rejects("hotel", "SOLD_OUT", "Das Hotel „Zur Post“ ist am 3. Mai voll.")
                .undoes("car")
                .undoes("flight");
    }

    /** Taken over before the flight's answer was written down, then refused: every step is covered. */
    private static Telling adopted() {
        return begin(3, Telling.payload("request 3"), Set.of())
                .after(RETRY)
                .tell(new Signal.Adopt("orchestrator-b"))
                .rejects("flight", "NO_SUCH_FLIGHT", "")
                .undoes("hotel")
                .undoes("car");
    }

    /** A cancel that can't be made for want of a credential, and then for too long; it stays that way. */
    private static Telling stuck() {
        return begin(4, Telling.payload("request 4"), Set.of("hotel"))
                .succeeds("flight", "FL-4")
                .staysSilent("car", Direction.FORWARD, Fault.Kind.PERMANENT, "INVALID_ARGUMENT")
                .staysSilent("car", Direction.COMPENSATION, Fault.Kind.MISCONFIGURED, "UNAUTHENTICATED")
                .after(Duration.ofSeconds(30))
                .staysSilent("car", Direction.COMPENSATION, Fault.Kind.TRANSIENT, "UNAVAILABLE");
    }

    /** Undone on request, while nothing but the flight had been asked for. */
    private static Telling cancelled() {
        return begin(5, Telling.payload("request 5"), Set.of("hotel", "car"))
                .tell(new Signal.Cancel("The traveller fell ill 🤒"))
                .undoes("flight");
    }

    private static Telling begin(int number, Payload request, Set<String> skipped) {
        var id = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
        return new Telling(id, Trips.TRIP, request, skipped, BEGIN.plusSeconds(number));
    }
}
