package dev.roundtrip.participant;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes reserve and cancel safe to be called late, twice, together and in the wrong order. Every call is part of one local
 * transaction, which holds the business change and the row of the ledger that remembers it: both happen, or neither.
 *
 * <ul>
 *   <li>The first answer to a key, a rejection too, is the answer to every repeat until the key is cancelled.
 *   <li>Once a key is cancelled, nothing is or becomes reserved under it.
 *   <li>A call that failed did nothing, or did all of it and lost its answer: repeating it is right either way.
 *   <li>Nobody is told what isn't committed.
 * </ul>
 *
 * <p>Calls that come while others are at work share a transaction, so that what many want is locked once for many of them;
 * a call that fails does no harm to those beside it. Cancels have transactions of their own: no flood of reserves keeps
 * them out.
 *
 * <p>Needs the table of {@code db/participant} in the service's own database, and READ COMMITTED, PostgreSQL's default.
 *
 * <p>No two transactions wait for each other in a circle, here or in other processes, because all lock in one order. First
 * come rows of the ledger that are inserted, by their keys; then rows that were there already, which only cancels lock, by
 * their keys; then rows of the service that belong to the key alone; and stock at the very end, by its place. Who waits for
 * a row waits for someone who is further on in that order.
 */
@ApplicationScoped
public class Barrier {
    private static final Logger LOG = Logger.getLogger(Barrier.class);

    private final Pool pool;
    private final Reads reads;
    private final Tills<ReserveCall, Answer> reserves;
    private final Tills<CancelCall, Boolean> cancels;

    /** A barrier before the database of {@code pool}, with the bounds of {@code settings}. */
    public Barrier(ParticipantSettings settings, Pool pool, Reads reads, Vertx vertx) {
        this.pool = pool;
        this.reads = reads;
        this.reserves = new Tills<>(
                vertx,
                new Batches<>(pool, new Reserving(settings.tombstoneRetention()), settings.batchLockTimeout()),
                settings.tills(),
                settings.maxBatch(),
                settings.maxWaitingReserves(),
                settings.maxWait());
        this.cancels = new Tills<>(
                vertx,
                new Batches<>(pool, new Cancelling(), settings.batchLockTimeout()),
                settings.cancelTills(),
                settings.maxBatch(),
                settings.maxWaitingCancels(),
                settings.maxWait());
    }

    /**
     * Answers a reserve.
     *
     * @param step the step
     * @param wanted what others may want too, such as a flight and its day: calls that want the same take turns
     * @param request what is asked, with its field {@code key}, which is left out when repeats are compared
     * @param decision how the service decides, if the key is new
     * @return the answer. Fails with INVALID_ARGUMENT when the key was used before with another request, and with
     *     RESOURCE_EXHAUSTED when too many wait already, this call waited too long, or the stock was gone each time it was
     *     seen. A call whose deadline passes before it is begun with fails with DEADLINE_EXCEEDED
     */
    public Uni<Answer> reserve(StepId step, String wanted, Message request, Decision decision) {
        return told(step, reserves.ask(wanted, new ReserveCall(step, Fingerprint.of(request), decision)));
    }

    /**
     * Cancels a key: whatever was reserved under it is given back, once, and nothing will be.
     *
     * @param step the step
     * @param undo how the service undoes what was reserved, if something was
     * @return when it is done. Fails with RESOURCE_EXHAUSTED when too many wait already, or this call waited too long, and with
     *     DEADLINE_EXCEEDED when its own deadline passed before it was begun with
     */
    public Uni<Void> cancel(StepId step, Undo undo) {
        return told(step, cancels.ask(step.toString(), new CancelCall(step, undo)))
                .replaceWithVoid();
    }

    private static <A> Uni<A> told(StepId step, Uni<Told.Answered<A>> call) {
        return call.onFailure()
                .transform(failure -> StepFailed.of(step, failure))
                .invoke(told -> told.news().ifPresent(what -> LOG.infof("%s: %s", step, what)))
                .map(Told.Answered::answer);
    }

    /**
     * What a repeat of the reserve would be answered now.
     *
     * @return empty when nothing is recorded under the key. Fails with RESOURCE_EXHAUSTED when too many read already
     */
    public Uni<Optional<Answer>> find(StepId step) {
        return reads.read(() -> Ledger.find(pool, step))
                .map(entry -> entry.map(LedgerEntry::answer))
                .onFailure()
                .transform(failure -> StepFailed.of(step, failure));
    }

    /**
     * What a repeat of the reserve would be answered now.
     *
     * @return the answer. Fails with NOT_FOUND when nothing is recorded under the key, otherwise as {@link #find} does
     */
    public Uni<Answer> require(StepId step) {
        return find(step)
                .map(answer -> answer.orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("Nothing is recorded under this key.")
                        .asRuntimeException()));
    }
}
