package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/**
 * Says over and over that this node is alive. Losing the lease costs nothing but work: others adopt the node's sagas, and
 * its own writes to those are refused. Lives on the loop.
 */
final class NodeLease {
    private final Journal journal;
    private final Loop loop;
    private final UUID node;
    private final String name;
    private final Collection<DefinitionVersion> knows;
    private final Duration lease;
    private boolean away;
    private boolean ended;
    private boolean renewing;
    private Runnable onceQuiet = () -> {};
    private Instant heldUntil = Instant.MIN;
    private Instant mayAdoptFrom = Instant.MIN;

    NodeLease(Journal journal, Loop loop, UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
        this.journal = journal;
        this.loop = loop;
        this.node = node;
        this.name = name;
        this.knows = knows;
        this.lease = lease;
    }

    /** Takes the lease, and keeps renewing it from then on. Fails when it can't be had at first. */
    Uni<Void> take() {
        return Uni.createFrom().deferred(() -> {
            var sent = loop.now();
            return journal.renew(node, name, knows, lease).emitOn(loop).invoke(() -> {
                heldUntil = sent.plus(lease);
                renewLater();
            });
        });
    }

    private void renewLater() {
        loop.schedule(lease.dividedBy(3), this::renew);
    }

    private void renew() {
        if (ended) {
            return;
        }
        renewing = true;
        var sent = loop.now();
        journal.renew(node, name, knows, lease)
                .subscribe()
                .with(
                        done -> loop.execute(() -> heard(() -> renewed(sent))),
                        failure -> loop.execute(() -> heard(() -> failed(failure))));
    }

    private void heard(Runnable what) {
        renewing = false;
        what.run();
        onceQuiet.run();
    }

    private void renewed(Instant sent) {
        if (away || !isHeld()) {
            // Everyone's lease may have run out with this one: give the others the time to renew theirs.
            mayAdoptFrom = loop.now().plus(lease);
        }
        heldUntil = sent.plus(lease);
        if (away) {
            away = false;
            EngineLog.journalBack();
        }
        renewLater();
    }

    /** By this node's clock, and counted from when the last renewal was sent: a database that hangs fails nothing. */
    private boolean isHeld() {
        return loop.now().isBefore(heldUntil);
    }

    private void failed(Throwable failure) {
        if (!away) {
            away = true;
            EngineLog.journalAway(failure);
        }
        renewLater();
    }

    boolean mayAdopt() {
        return !away && !ended && isHeld() && !loop.now().isBefore(mayAdoptFrom);
    }

    /** Gives the lease back, so that others may adopt at once. A renewal that is under way must not come after that. */
    Uni<Void> end() {
        ended = true;
        return quiet().chain(() -> journal.release(node));
    }

    private Uni<Void> quiet() {
        return renewing
                ? Uni.createFrom().emitter(emitter -> onceQuiet = () -> emitter.complete(null))
                : Uni.createFrom().voidItem();
    }
}
