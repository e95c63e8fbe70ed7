package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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
    private final Journal journal;
    private final Loop loop;
    private final NodeLease lease;
    private final UUID node;
    private final Collection<DefinitionVersion> knows;
    private final int limit;
    private final Duration interval;
    private final Consumer<SagaRow> found;
    private boolean stopped;

    /** {@code found} is told, on the loop, of each saga that this node should look after. */
    RecoverySweep(
            Journal journal,
            Loop loop,
            NodeLease lease,
            UUID node,
            Collection<DefinitionVersion> knows,
            int limit,
            Duration interval,
            Consumer<SagaRow> found) {
        this.journal = journal;
        this.loop = loop;
        this.lease = lease;
        this.node = node;
        this.knows = knows;
        this.limit = limit;
        this.interval = interval;
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
        return whileLeased(() -> journal.releaseKnownVersions(knows, limit), Set.of())
                .invoke(released -> released.forEach(EngineLog::released))
                .chain(() -> whileLeased(() -> journal.quarantineUnknownVersions(limit), Set.of()))
                .invoke(quarantined -> quarantined.forEach(EngineLog::unknownVersion))
                .chain(() -> whileLeased(() -> journal.claimable(node, knows, limit), List.<SagaRow>of()))
                .emitOn(loop)
                .invoke(this::hand)
                .replaceWithVoid();
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
