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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at intervals for sagas to take over, with no need of new traffic. One look finds a bounded number of them, and those are taken
 * over together; when there were as many as it may find, and each of them is dealt with, it looks again at once. So a mass
 * recovery is as fast as the journal is, and never asks for more of it than that. Sagas of a version that no live node knows it
 * sets aside, and brings back those whose version it knows. Lives on the loop.
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
    private final BiConsumer<SagaRow, Consumer<Boolean>> found;
    private int looks;
    private final Set<UUID> underWay = new HashSet<>();
    private boolean full;
    private boolean progress;
    private boolean waiting;
    private int turn;
    private boolean stopped;

    /**
     * {@code held} are the sagas that this node carries on; {@code found} is told, on the loop, of each that it should, and says
     * once, there too, whether it does so now.
     */
    RecoverySweep(
            Journal journal,
            Loop loop,
            NodeLease lease,
            UUID node,
            Collection<DefinitionVersion> knows,
            int limit,
            Duration interval,
            Supplier<Set<UUID>> held,
            BiConsumer<SagaRow, Consumer<Boolean>> found) {
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
        look(true);
    }

    private void look(boolean atEverything) {
        waiting = false;
        full = false;
        progress = false;
        turn++;
        (atEverything ? everything() : orphans().replaceWithVoid())
                .subscribe()
                .with(
                        done -> loop.execute(this::again),
                        failure -> loop.execute(() -> {
                            EngineLog.failedSweep(failure);
                            full = false;
                            again();
                        }));
    }

    private void again() {
        if (!stopped) {
            waiting = true;
            int before = turn;
            loop.schedule(interval, () -> {
                // It may be that others of these have been made for nothing: whoever looks on doesn't wait for them.
                if (!stopped && waiting && turn == before) {
                    start();
                }
            });
            lookOn();
        }
    }

    /** Only when some are carried on now that weren't: otherwise the same ones would be found again, as fast as can be. */
    private void lookOn() {
        if (full && progress && underWay.isEmpty() && waiting && !stopped) {
            look(false);
        }
    }

    /** What can't be set aside or brought back keeps nobody who is only to be taken over waiting. */
    private Uni<Void> everything() {
        return setAsideAndBringBack()
                .onFailure()
                .invoke(EngineLog::failedSweep)
                .onFailure()
                .recoverWithNull()
                .chain(this::orphans)
                .chain(rows -> whileLeased(() -> unheld(limit - rows.size()), List.<SagaRow>of()))
                .emitOn(loop)
                .invoke(this::hand)
                .replaceWithVoid();
    }

    private Uni<Void> setAsideAndBringBack() {
        return whileLeased(this::releaseKnownVersions, Set.of())
                .invoke(released -> released.forEach(EngineLog::released))
                .chain(() -> whileLeased(() -> journal.quarantineUnknownVersions(limit), Set.of()))
                .invoke(quarantined -> quarantined.forEach(EngineLog::unknownVersion))
                .replaceWithVoid();
    }

    private Uni<List<SagaRow>> orphans() {
        return whileLeased(() -> journal.claimable(node, knows, limit), List.<SagaRow>of())
                .emitOn(loop)
                .invoke(rows -> {
                    full = rows.size() >= limit;
                    hand(rows);
                });
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
            rows.stream()
                    .filter(row -> underWay.add(row.sagaId()))
                    .forEach(row -> found.accept(row, carriedOn -> dealtWith(row.sagaId(), carriedOn)));
        }
    }

    private void dealtWith(UUID sagaId, boolean carriedOn) {
        underWay.remove(sagaId);
        progress |= carriedOn;
        lookOn();
    }

    void stop() {
        stopped = true;
    }
}
