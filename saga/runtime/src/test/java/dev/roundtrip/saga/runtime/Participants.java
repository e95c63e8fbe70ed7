package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Participants with the barrier that every participant must have: first answer replayed, cancel wins for ever. */
final class Participants {
    enum Entry {
        RESERVED,
        REJECTED,
        CANCELLED
    }

    private final Map<String, Entry> ledger = new LinkedHashMap<>();
    private final Map<String, StepCall<String>> reserves = new HashMap<>();
    private final List<String> firstCancels = new ArrayList<>();
    private final Set<String> soldOut;
    private int calls;

    Participants(Set<String> soldOut) {
        this.soldOut = soldOut;
    }

    int calls() {
        return calls;
    }

    Outcome reserve(StepCall<String> call) {
        calls++;
        var key = key(call);
        reserves.put(key, call);
        return switch (ledger.computeIfAbsent(
                key, k -> soldOut.contains(call.step()) ? Entry.REJECTED : Entry.RESERVED)) {
            case RESERVED -> new Outcome.Confirmed(Payload.of(call.step().getBytes()));
            case REJECTED -> new Outcome.Rejected("SOLD_OUT", "No " + call.step() + " is left.");
            case CANCELLED -> new Outcome.Superseded();
        };
    }

    Outcome cancel(StepCall<String> call) {
        calls++;
        if (ledger.put(key(call), Entry.CANCELLED) != Entry.CANCELLED) {
            firstCancels.add(call.step());
        }
        return new Outcome.Confirmed(Payload.empty());
    }

    private static String key(StepCall<String> call) {
        return call.sagaId() + " " + call.step();
    }

    void redeliverEveryReserve() {
        List.copyOf(reserves.values()).forEach(this::reserve);
    }

    Set<String> active() {
        return ledger.entrySet().stream()
                .filter(entry -> entry.getValue() == Entry.RESERVED)
                .map(entry -> entry.getKey().substring(entry.getKey().indexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    List<String> firstCancels() {
        return firstCancels;
    }

    Action<String> reserving() {
        return call -> Uni.createFrom().item(() -> reserve(call));
    }

    Action<String> cancelling() {
        return call -> Uni.createFrom().item(() -> cancel(call));
    }
}
