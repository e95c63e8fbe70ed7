package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A process's way to the journal that is wrong on purpose: it says that some writes are committed before they are on their way,
 * or that all have moved their sagas when some have not. To the engine it looks as if it acted without waiting, or without looking.
 */
final class HastyJournal implements Journal {
    private static final Duration LATER = Duration.ofMillis(100);

    private final Journal journal;
    private final Process process;
    private final boolean startsAtOnce;
    private final Predicate<Append> atOnce;
    private final boolean overlooksConflicts;

    private HastyJournal(
            Journal journal,
            Process process,
            boolean startsAtOnce,
            Predicate<Append> atOnce,
            boolean overlooksConflicts) {
        this.journal = journal;
        this.process = process;
        this.startsAtOnce = startsAtOnce;
        this.atOnce = atOnce;
        this.overlooksConflicts = overlooksConflicts;
    }

    /** Starts are acknowledged before they are committed. */
    static Parts.JournalClient acknowledgingStarts() {
        return (journal, process, chance) -> new HastyJournal(journal, process, true, append -> false, false);
    }

    /** What follows from such appends is done before they are committed. */
    static Parts.JournalClient notWaitingFor(Predicate<Append> appends) {
        return (journal, process, chance) -> new HastyJournal(journal, process, false, appends, false);
    }

    /** A claim, or any write, that moved nothing is taken for one that did. */
    static Parts.JournalClient overlookingConflicts() {
        return (journal, process, chance) -> new HastyJournal(journal, process, false, append -> false, true);
    }

    @Override
    public Uni<List<StartResult>> start(List<Start> starts) {
        if (!startsAtOnce) {
            return journal.start(starts);
        }
        later(journal.start(starts));
        return Uni.createFrom().item(() -> starts.stream()
                .map(start -> (StartResult) new StartResult.Accepted())
                .toList());
    }

    @Override
    public Uni<Set<UUID>> append(List<Append> appends) {
        if (appends.stream().anyMatch(atOnce)) {
            later(journal.append(appends));
            return Uni.createFrom().item(() -> sagas(appends));
        }
        return journal.append(appends).map(moved -> overlooksConflicts ? sagas(appends) : moved);
    }

    private static Set<UUID> sagas(List<Append> appends) {
        var ids = new LinkedHashSet<UUID>();
        appends.forEach(append -> ids.add(append.saga().id()));
        return ids;
    }

    private void later(Uni<?> write) {
        process.node().schedule(LATER, () -> write.subscribe().with(done -> {}, lost -> {}));
    }

    @Override
    public Uni<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds) {
        return journal.read(sagaIds);
    }

    @Override
    public Uni<Map<String, KnownRequest>> findRequests(Collection<String> requestIds) {
        return journal.findRequests(requestIds);
    }

    @Override
    public Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
        return journal.claimable(node, knows, limit);
    }

    @Override
    public Uni<Map<UUID, SagaRow>> rows(Collection<UUID> sagaIds) {
        return journal.rows(sagaIds);
    }

    @Override
    public Uni<Boolean> release(UUID sagaId, long sequence, UUID appendId, SagaEvent.SagaReleased event) {
        return journal.release(sagaId, sequence, appendId, event);
    }

    @Override
    public Uni<Set<UUID>> quarantineUnknownVersions(int limit) {
        return journal.quarantineUnknownVersions(limit);
    }

    @Override
    public Uni<Set<UUID>> releaseKnownVersions(
            Collection<DefinitionVersion> knows, int limit, UUID appendId, SagaEvent.SagaReleased event) {
        return journal.releaseKnownVersions(knows, limit, appendId, event);
    }

    @Override
    public Uni<Void> forgetNodes() {
        return journal.forgetNodes();
    }

    @Override
    public Uni<List<SagaRow>> unheld(UUID node, Collection<UUID> held, int limit) {
        return journal.unheld(node, held, limit);
    }

    @Override
    public Uni<Void> quarantine(UUID sagaId, long sequence, String why) {
        return journal.quarantine(sagaId, sequence, why);
    }

    @Override
    public Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
        return journal.renew(node, name, knows, lease);
    }

    @Override
    public Uni<Void> release(UUID node) {
        return journal.release(node);
    }

    @Override
    public Uni<Deleted> deleteEnded(Duration age, Instant from, int limit) {
        return journal.deleteEnded(age, from, limit);
    }

    @Override
    public Uni<Deleted> deleteRequests(Duration age, Instant from, int limit) {
        return journal.deleteRequests(age, from, limit);
    }

    @Override
    public Uni<List<String>> durabilityGaps() {
        return journal.durabilityGaps();
    }
}
