package dev.roundtrip.participant;

import dev.roundtrip.wire.FieldViolations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transaction of reserves: claims the keys, reads what repeats were answered, has the service decide of the new ones,
 * records the answers and takes the stock.
 */
final class Reserving implements LocalTransaction<ReserveCall, Answer> {
    private final Duration tombstoneRetention;

    Reserving(Duration tombstoneRetention) {
        this.tombstoneRetention = tombstoneRetention;
    }

    @Override
    public Uni<List<Told<Answer>>> run(SqlClient transaction, List<ReserveCall> calls) {
        return Ledger.claim(transaction, claimable(calls))
                .chain(claimed -> recall(transaction, calls, claimed).chain(known -> decide(transaction, calls, claimed)
                        .call(verdicts -> keep(transaction, verdicts))
                        .map(verdicts -> calls.stream()
                                .map(call -> Optional.ofNullable(verdicts.get(call.step()))
                                        .map(Reserving::first)
                                        .orElseGet(() -> repeated(call, known)))
                                .toList())));
    }

    private Map<StepId, byte[]> claimable(List<ReserveCall> calls) {
        var fingerprints = new LinkedHashMap<StepId, byte[]>();
        calls.stream()
                .filter(call -> !isForgotten(call.step()))
                .forEach(call -> fingerprints.put(call.step(), call.fingerprint()));
        return fingerprints;
    }

    private boolean isForgotten(StepId step) {
        return step.sagaStartedAt().isBefore(Instant.now().minus(tombstoneRetention));
    }

    private static Uni<Map<StepId, LedgerEntry>> recall(
            SqlClient transaction, List<ReserveCall> calls, Set<StepId> claimed) {
        return Ledger.read(
                transaction,
                calls.stream()
                        .map(ReserveCall::step)
                        .filter(step -> !claimed.contains(step))
                        .toList());
    }

    private static Uni<Map<StepId, Verdict>> decide(
            SqlClient transaction, List<ReserveCall> calls, Set<StepId> claimed) {
        var fresh = calls.stream().filter(call -> claimed.contains(call.step())).toList();
        var decisions = fresh.stream()
                .map(call -> Uni.createFrom()
                        .deferred(() -> call.decision().decide(transaction))
                        .onItem()
                        .ifNull()
                        .failWith(() -> new IllegalStateException("a decision came without a verdict")))
                .toList();
        return Together.all(decisions).map(verdicts -> {
            var byStep = new LinkedHashMap<StepId, Verdict>();
            for (var i = 0; i < verdicts.size(); i++) {
                byStep.put(fresh.get(i).step(), verdicts.get(i));
            }
            return byStep;
        });
    }

    private static Uni<Void> keep(SqlClient transaction, Map<StepId, Verdict> verdicts) {
        var answers = new LinkedHashMap<StepId, Answer>();
        var refused = new ArrayList<StepId>();
        var takes = new ArrayList<StockChange>();
        verdicts.forEach((step, verdict) -> {
            switch (verdict) {
                case Verdict.Reserve yes -> {
                    answers.put(step, answer(yes));
                    takes.add(yes.take());
                }
                case Verdict.Reject no -> answers.put(step, answer(no));
                case Verdict.Refuse nothing -> refused.add(step);
            }
        });
        // All go out at once, and whichever the connection doesn't know yet may be overtaken. It doesn't matter: the
        // first two
        // touch only rows that this transaction has claimed itself, so they wait for nobody, before the stock or after
        // it.
        var recorded = Ledger.record(transaction, answers).replaceWith(true);
        var forgotten = Ledger.unclaim(transaction, refused).replaceWith(true);
        return Together.all(List.of(recorded, forgotten, StockChanges.run(transaction, takes)))
                .invoke(done -> {
                    if (done.contains(false)) {
                        throw new LostRace();
                    }
                })
                .replaceWithVoid();
    }

    private static Answer answer(Verdict.Reserve yes) {
        return new Answer.Reserved(yes.reservation().toByteString());
    }

    private static Answer answer(Verdict.Reject no) {
        return new Answer.Rejected(no.rejection());
    }

    private static Told<Answer> first(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Reserve yes -> new Told.Answered<>(answer(yes), Optional.of("reserved"));
            case Verdict.Reject no ->
                new Told.Answered<>(
                        answer(no), Optional.of("rejected, " + no.rejection().getReason()));
            case Verdict.Refuse nothing -> new Told.Refused<>(nothing.refusal());
        };
    }

    private Told<Answer> repeated(ReserveCall call, Map<StepId, LedgerEntry> known) {
        var entry = known.get(call.step());
        if (entry == null) {
            return forgotten(call.step());
        }
        if (!entry.isAskedAgainBy(call.fingerprint())) {
            return new Told.Refused<>(FieldViolations.single("key", "was used before with other fields"));
        }
        var answer = entry.answer();
        return new Told.Answered<>(
                answer,
                answer instanceof Answer.Superseded
                        ? Optional.of("superseded, it was cancelled before")
                        : Optional.empty());
    }

    private Told<Answer> forgotten(StepId step) {
        if (!isForgotten(step)) {
            throw new IllegalStateException("a row of the ledger is gone: " + step);
        }
        return new Told.Answered<>(new Answer.Superseded(), Optional.of("superseded, it is too old"));
    }
}
