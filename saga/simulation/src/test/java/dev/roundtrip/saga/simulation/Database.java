package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import dev.roundtrip.saga.simulation.Violation.Invariant;
import dev.roundtrip.saga.testkit.MemoryJournal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The database that all processes share: away at times, and it keeps what it has committed. */
final class Database {
    private final MemoryJournal journal;
    private final Journal statements;
    private final Trace trace;
    private final Map<UUID, Set<UUID>> owners = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private boolean away;

    Database(MemoryJournal journal, Trace trace) {
        this.journal = journal;
        this.statements = journal.over(MemoryJournal.GOOD);
        this.trace = trace;
    }

    void goAway() {
        trace.saw(Sight.DATABASE_AWAY);
        trace.note(() -> "the database is away");
        away = true;
    }

    void comeBack() {
        if (away) {
            trace.note(() -> "the database is there");
            away = false;
        }
    }

    private <T> Network.Effect<T> done(Uni<T> statement) {
        return away
                ? new Network.Effect.Failure<>("the database is away")
                : new Network.Effect.Answer<>(statement.await().indefinitely());
    }

    <T> Network.Effect<T> done(Function<Journal, Uni<T>> statement) {
        return done(statement.apply(statements));
    }

    Network.Effect<List<StartResult>> start(List<Start> starts) {
        return done(statements.start(starts));
    }

    Network.Effect<Set<UUID>> append(Process by, List<Append> appends) {
        if (away) {
            return new Network.Effect.Failure<>("the database is away");
        }
        var before = new LinkedHashMap<UUID, SagaRow>();
        appends.forEach(append -> row(append.saga().id()).ifPresent(row -> before.put(row.sagaId(), row)));
        var moved = statements.append(appends).await().indefinitely();
        appends.forEach(append -> witness(append, before.get(append.saga().id()), moved));
        if (!moved.isEmpty() && moved.size() < appends.size()) {
            trace.saw(Sight.BATCH_CONFLICTED_IN_PART);
        }
        trace.note(() -> by + " has moved " + moved.size() + " of " + WiredJournal.toldOf(appends));
        return new Network.Effect.Answer<>(moved);
    }

    private void witness(Append append, SagaRow before, Set<UUID> moved) {
        if (before == null) {
            violations.add(new Violation(
                    Invariant.COMMITTED_FIRST, "an append to a saga that was never recorded: " + append.saga()));
            return;
        }
        if (!moved.contains(before.sagaId())) {
            if (append.expectedOwner()
                    .filter(owner -> !owner.equals(before.owner()))
                    .isPresent()) {
                trace.saw(Sight.STALE_WRITE_REFUSED);
            }
            return;
        }
        if (before.status().isFinal()) {
            violations.add(new Violation(
                    Invariant.HISTORY, "a saga that was " + before.status() + " was written to: " + append.saga()));
        }
        append.newOwner().ifPresent(owner -> {
            var all = owners.computeIfAbsent(before.sagaId(), none -> new HashSet<>());
            all.add(owner);
            trace.saw(Sight.ADOPTED);
            if (all.size() == 2) {
                trace.saw(Sight.HAD_THREE_OWNERS);
            }
        });
    }

    Network.Effect<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds) {
        return done(statements.read(sagaIds));
    }

    Network.Effect<Map<String, KnownRequest>> findRequests(Collection<String> requestIds) {
        return done(statements.findRequests(requestIds));
    }

    Network.Effect<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
        return done(statements.claimable(node, knows, limit));
    }

    Network.Effect<Void> quarantine(UUID sagaId, long sequence, String why) {
        return done(statements.quarantine(sagaId, sequence, why));
    }

    Network.Effect<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
        return done(statements.renew(node, name, knows, lease));
    }

    Network.Effect<Void> release(UUID node) {
        return done(statements.release(node));
    }

    // ---- for those who look on, and are never kept waiting

    Optional<Chronicle> find(UUID sagaId) {
        return journal.find(sagaId);
    }

    private Optional<SagaRow> row(UUID sagaId) {
        return journal.find(sagaId).map(Chronicle::row);
    }

    List<Chronicle> all() {
        return journal.all();
    }

    List<Violation> violations() {
        return violations;
    }
}
