package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Provenance;
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
        all.put("paused", paused());
        all.put("closed-by-hand", closedByHand());
        all.put("forced", forced());
        all.put("released", released());
        all.put("pivot-closed", pivotClosed());
        all.put("answered-later", answeredLater());
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
                .tell(new Signal.Adopt("orchestrator-b", Provenance.ANOTHER_NODE))
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

    /** An operator stopped it, let it go on with more time, and stopped it again when nothing had been heard of the hotel. */
    private static Telling paused() {
        return begin(6, Telling.payload("request 6"), Set.of("car"))
                .succeeds("flight", "FL-6")
                .commanded(new OperatorCommand.Pause())
                .after(Duration.ofMinutes(1))
                .commanded(new OperatorCommand.Resume())
                .staysSilent("hotel", Direction.FORWARD, Fault.Kind.TRANSIENT, "No answer in 2 s.")
                .commanded(new OperatorCommand.Pause());
    }

    /** An operator had the cancel that nobody answers tried again, in vain, and then vouched for it. */
    private static Telling closedByHand() {
        return begin(7, Telling.payload("request 7"), Set.of("hotel", "car"))
                .staysSilent("flight", Direction.FORWARD, Fault.Kind.PERMANENT, "INVALID_ARGUMENT")
                .staysSilent("flight", Direction.COMPENSATION, Fault.Kind.PERMANENT, "INVALID_ARGUMENT")
                .commanded(new OperatorCommand.RetryStep("flight"))
                .staysSilent("flight", Direction.COMPENSATION, Fault.Kind.TRANSIENT, "UNAVAILABLE")
                .commanded(new OperatorCommand.MarkStepDone("flight", Payload.empty()));
    }

    /** An operator had it undone while the hotel's answer was out. */
    private static Telling forced() {
        return begin(8, Telling.payload("request 8"), Set.of("car"))
                .succeeds("flight", "FL-8")
                .commanded(new OperatorCommand.ForceCompensation())
                .undoes("hotel")
                .undoes("flight");
    }

    /** Nobody could carry it on, until an operator let it go on. */
    private static Telling released() {
        return begin(9, Telling.payload("request 9"), Set.of("hotel", "car")).released();
    }

    /** Nobody knows whether it was delivered when the order is to be undone, so that is settled first. */
    private static Telling pivotClosed() {
        return begin(10, Orders.ORDER, Telling.payload("request 10"), Set.of())
                .succeeds("payment", "PA-10")
                .tell(new Signal.Cancel("Bought the wrong size"))
                .staysSilent("delivery", Direction.CLOSE, Fault.Kind.TRANSIENT, "UNAVAILABLE")
                .after(RETRY)
                .closes("delivery")
                .undoes("payment");
    }

    /** The payment is taken up and answered later; an operator says what became of the delivery, and the thanks go on. */
    private static Telling answeredLater() {
        return begin(11, Orders.ORDER, Telling.payload("request 11"), Set.of())
                .takesUp("payment", Direction.FORWARD)
                .succeeds("payment", "PA-11")
                .commanded(new OperatorCommand.MarkStepDone("delivery", Telling.payload("DE-11")));
    }

    private static Telling begin(int number, Payload request, Set<String> skipped) {
        return begin(number, Trips.TRIP, request, skipped);
    }

    private static Telling begin(int number, Definition definition, Payload request, Set<String> skipped) {
        var id = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
        return new Telling(id, definition, request, skipped, BEGIN.plusSeconds(number));
    }
}
