package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.SagaEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where sagas are recorded. Every write is one statement and one commit (a start that finds request ids taken looks whose they are):
 * when its Uni has an item, that is committed; when it fails, it may or may not have happened, and may be repeated as it was.
 */
public interface Journal {

    /**
     * Records new sagas, each together with its request id and first events, or not at all.
     *
     * @return for each of {@code starts}, in their order, whether it was accepted or its request id was there before
     */
    Uni<List<StartResult>> start(List<Start> starts);

    /**
     * Moves sagas on. Each append is a compare-and-set: only a saga that is still where its append expects it to be
     * moves, and then gets all of the append's events; one saga's conflict keeps no other from moving.
     *
     * @param appends at most one per saga
     * @return the ids of the sagas that moved
     */
    Uni<Set<UUID>> append(List<Append> appends);

    /** The sagas' rows and all of their committed events, by saga id; those that there are. */
    Uni<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds);

    /** The saga's row and all of its committed events; empty when there is none. */
    default Uni<Optional<Chronicle>> read(UUID sagaId) {
        return read(List.of(sagaId)).map(found -> Optional.ofNullable(found.get(sagaId)));
    }

    /** Where the sagas stand, readable or not, by saga id; those that there are. */
    Uni<Map<UUID, SagaRow>> rows(Collection<UUID> sagaIds);

    /** Where the saga stands, readable or not; empty when there is none. */
    default Uni<Optional<SagaRow>> row(UUID sagaId) {
        return rows(List.of(sagaId)).map(found -> Optional.ofNullable(found.get(sagaId)));
    }

    /** The sagas that were started with these request ids, or what is left of them, by request id. */
    Uni<Map<String, KnownRequest>> findRequests(Collection<String> requestIds);

    /** The saga that was started with this request id, or what is left of it. */
    default Uni<Optional<KnownRequest>> findRequest(String requestId) {
        return findRequests(List.of(requestId)).map(found -> Optional.ofNullable(found.get(requestId)));
    }

    /**
     * Sagas that {@code node} should take over: unfinished ones whose owner's lease has run out, and its own that
     * someone else recorded a wish for; none that are quarantined or of a version that is not known.
     *
     * @param knows the definition versions that the node can carry on
     * @param limit the most to return; the oldest come first
     */
    Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit);

    /**
     * Unfinished sagas that {@code node} owns and doesn't hold: a start that was given up and arrived after all is one. None that
     * are quarantined.
     *
     * @param held those that the node carries on
     * @param limit the most to return; the oldest come first
     */
    Uni<List<SagaRow>> unheld(UUID node, Collection<UUID> held, int limit);

    /** Takes a saga out of everyone's hands, until a person looks at it, if it is still where it was seen and has not ended. */
    Uni<Void> quarantine(UUID sagaId, long sequence, String why);

    /**
     * Lets a quarantined saga go on with whoever owns it, or adopts it, and records that. A compare-and-set as {@link
     * #append}; the saga need not be readable.
     *
     * @param sequence that of the saga's last event
     * @return whether it was quarantined, and still where it was seen
     */
    Uni<Boolean> release(UUID sagaId, long sequence, UUID appendId, SagaEvent.SagaReleased event);

    /**
     * Quarantines unfinished sagas whose owner's lease has run out and whose version no live node knows, so that a person
     * sees them; none when no node at all is alive.
     *
     * @param limit the most to look at; the oldest come first
     * @return their ids
     */
    Uni<Set<UUID>> quarantineUnknownVersions(int limit);

    /**
     * Ends the quarantine of sagas that were quarantined only because nobody knew their version, and records that.
     *
     * @param knows the definition versions that there is a node for now
     * @param limit the most to release; the oldest come first
     * @param event what to record for each of them
     * @return their ids
     */
    Uni<Set<UUID>> releaseKnownVersions(
            Collection<DefinitionVersion> knows, int limit, UUID appendId, SagaEvent.SagaReleased event);

    /** Says that a node is alive for another {@code lease}, by the database's clock. */
    Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease);

    /** Ends a node's lease at once, so that others may adopt what it owned. */
    Uni<Void> release(UUID node);

    /** Drops what is remembered of nodes that ended more than a day ago and own nothing unfinished. */
    Uni<Void> forgetNodes();

    /**
     * Deletes sagas that ended longer ago than {@code age}, with their histories; from then on their request ids tell how they
     * ended. None that has not ended, whatever else is the matter with it. What somebody else is just deleting is passed over.
     *
     * @param age compared with the journal's own clock; when a saga ended is by the clock of the node that ended it
     * @param from only sagas that ended then or later
     * @param limit the most to delete; those that ended first come first
     */
    Uni<Deleted> deleteEnded(Duration age, Instant from, int limit);

    /**
     * Deletes request ids of sagas that ended longer ago than {@code age}, as far as those sagas are {@linkplain #deleteEnded
     * deleted}: no saga is ever without its request id. A request id that is deleted may be used as if it never had been.
     *
     * @param age compared with the journal's own clock
     * @param from only of sagas that ended then or later
     * @param limit the most to delete; those whose saga ended first come first
     */
    Uni<Deleted> deleteRequests(Duration age, Instant from, int limit);

    /** What keeps a commit here from surviving a crash of the database, as the names of settings; empty when all is well. */
    Uni<List<String>> durabilityGaps();
}
