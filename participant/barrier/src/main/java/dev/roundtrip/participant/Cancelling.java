package dev.roundtrip.participant;

import dev.roundtrip.participant.LedgerEntry.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The transaction of cancels: leaves tombstones where there was nothing, flips the rows that are there, has the service
 * undo what was reserved, and gives the stock back. The answer is whether it was this call that cancelled the key.
 */
final class Cancelling implements LocalTransaction<CancelCall, Boolean> {
    @Override
    public Uni<List<Told<Boolean>>> run(SqlClient transaction, List<CancelCall> calls) {
        var steps = calls.stream().map(CancelCall::step).toList();
        return Ledger.bury(transaction, steps).chain(buried -> {
            var left = new LinkedHashSet<>(steps);
            left.removeAll(buried);
            return Ledger.lock(transaction, left).chain(found -> {
                if (found.size() < left.size()) {
                    // A row that was there has expired between the two statements: begin anew, and bury.
                    throw new LostRace();
                }
                return flip(transaction, calls, found).replaceWith(() -> calls.stream()
                        .map(call -> told(Optional.ofNullable(found.get(call.step()))))
                        .toList());
            });
        });
    }

    private static Uni<Void> flip(SqlClient transaction, List<CancelCall> calls, Map<StepId, LedgerEntry> found) {
        var byState = calls.stream()
                .filter(call -> found.containsKey(call.step()))
                .collect(Collectors.groupingBy(call -> found.get(call.step()).state()));
        var reserved = byState.getOrDefault(State.RESERVED, List.of());
        var open = calls.stream()
                .map(CancelCall::step)
                .filter(step -> found.containsKey(step) && found.get(step).state() != State.CANCELLED)
                .toList();
        return Ledger.markCancelled(transaction, open)
                .chain(() -> undo(transaction, reserved))
                .chain(changes -> StockChanges.run(transaction, changes))
                .invoke(all -> {
                    if (!all) {
                        throw new IllegalStateException("what was taken could not be given back as it was taken: "
                                + reserved.stream().map(CancelCall::step).toList());
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<List<StockChange>> undo(SqlClient transaction, List<CancelCall> reserved) {
        return Together.all(reserved.stream()
                .map(call -> Uni.createFrom()
                        .deferred(() -> call.undo().undo(transaction))
                        .onItem()
                        .ifNull()
                        .failWith(() -> new IllegalStateException("an undo gave nothing back")))
                .toList());
    }

    private static Told<Boolean> told(Optional<LedgerEntry> found) {
        Function<String, Told<Boolean>> first = news -> new Told.Answered<>(true, Optional.of(news));
        return found.map(entry -> switch (entry.state()) {
                    case RESERVED -> first.apply("cancelled, given back");
                    case REJECTED -> first.apply("cancelled, there was nothing to give back");
                    case CANCELLED -> new Told.Answered<>(false, Optional.<String>empty());
                })
                .orElseGet(() -> first.apply("cancelled before it was asked for"));
    }
}
