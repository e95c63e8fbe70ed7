package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at intervals for sagas to take over, with no need of new traffic. One look finds a bounded number of them, and the
 * next one starts an interval after this one has ended, so a mass recovery comes at a bounded rate. Sagas of a version that no
 * live node knows it sets aside, and brings back those whose version it knows. Lives on the loop.
 */
final class RecoverySweep {
    private static final String KNOWN_AGAIN_BY = "recovery sweep";
    /** Every so many looks are also for what this node owns and doesn't hold: that is rare, and costs a look at all it owns. */
    private static final int LOOKS_PER_LOOK_AT_OWN = 10;

    private final Journal journal;
    private final Loop loop;
    private final NodeLease lease;
    private final UUID node;
    private final Collection<DefinitionVersion> knows;
    private final int limit;
    private final Duration interval;
    private final Supplier<Set<UUID>> held;
    private final Consumer<SagaRow> found;
    private int looks;
    private boolean stopped;

    /** {@code held} are the sagas that this node carries on; {@code found} is told, on the loop, of each that it should. */
    RecoverySweep(
            Journal journal,
            Loop loop,
            NodeLease lease,
            UUID node,
            Collection<DefinitionVersion> knows,
            int limit,
            Duration interval,
            Supplier<Set<UUID>> held,
            Consumer<SagaRow> found) {
        this.journal = journal;
        this.loop = loop;
        this.lease = lease;
        this.node = node;
        this.knows = knows;
        this.limit = limit;
        this.interval = interval;
        this.held = held;
        this.found = found;
    }

    void start() {
        runOnce()
                .subscribe()
                .with(
                        done -> loop.execute(this::again),
                        failure -> loop.execute(() -> {
                            EngineLog.failedSweep(failure);
                            again();
                        }));
    }

    private void again() {
        if (!stopped) {
            loop.schedule(interval, () -> {
                if (!stopped) {
                    start();
                }
            });
        }
    }

    /** One look. */
    Uni<Void> runOnce() {
        return whileLeased(this::releaseKnownVersions, Set.of())
                .invoke(released -> released.forEach(EngineLog::released))
                .chain(() -> whileLeased(() -> journal.quarantineUnknownVersions(limit), Set.of()))
                .invoke(quarantined -> quarantined.forEach(EngineLog::unknownVersion))
                .chain(() -> whileLeased(() -> journal.claimable(node, knows, limit), List.<SagaRow>of()))
                .emitOn(loop)
                .invoke(this::hand)
                .chain(rows -> whileLeased(() -> unheld(limit - rows.size()), List.<SagaRow>of()))
                .emitOn(loop)
                .invoke(this::hand)
                .replaceWithVoid();
    }

    private Uni<List<SagaRow>> unheld(int room) {
        return looks++ % LOOKS_PER_LOOK_AT_OWN == 0 && room > 0
                ? journal.unheld(node, held.get(), room)
                : Uni.createFrom().item(List.of());
    }

    private Uni<Set<UUID>> releaseKnownVersions() {
        var note = new OperatorNote(KNOWN_AGAIN_BY, "Its version is known to a node again.");
        var at = loop.now().truncatedTo(ChronoUnit.MICROS);
        return journal.releaseKnownVersions(knows, limit, UUID.randomUUID(), new SagaEvent.SagaReleased(at, note));
    }

    /** Statements may hang as long as their database does, and after that the leases say nothing of who is alive. */
    private <T> Uni<T> whileLeased(Supplier<Uni<T>> statement, T otherwise) {
        return Uni.createFrom()
                .deferred(() ->
                        lease.mayAdopt() ? statement.get() : Uni.createFrom().item(otherwise))
                .runSubscriptionOn(loop);
    }

    private void hand(List<SagaRow> rows) {
        if (!stopped && lease.mayAdopt()) {
            rows.forEach(found);
        }
    }

    void stop() {
        stopped = true;
    }
}
