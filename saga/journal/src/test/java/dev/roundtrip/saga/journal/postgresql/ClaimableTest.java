package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.Eventually.eventually;
import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Histories;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.Trips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimableTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final DefinitionVersion TRIP = new DefinitionVersion("trip", 1);
    private static final DefinitionVersion ORDER = new DefinitionVersion("order", 1);
    private static final Duration LONG = Duration.ofHours(1);

    private final UUID sweeper = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @BeforeEach
    void twoNodesAreAlive() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
        renew(sweeper, LONG);
        renew(owner, LONG);
    }

    @Test
    void aLiveNodesSagasAreNobodysToClaim() {
        started("live");
        assertEquals(List.of(), claimable());
    }

    @Test
    void theSagasOfANodeWhoseLeaseRanOutAreListedAsTheyStand() {
        var saga = started("orphan");
        expire(owner);
        assertEquals(
                List.of(new SagaRow(
                        saga.id(), "orphan", TRIP, SagaStatus.RUNNING, saga.sequence(), owner, Optional.empty())),
                await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 10)));
    }

    @Test
    void aLeaseRunsOutByItself() {
        var saga = started("by itself");
        renew(owner, Duration.ofMillis(200));
        eventually("the lease of 200 ms has run out", () -> claimable().equals(List.of(saga.id())));
    }

    @Test
    void aLeaseIsAsLongAsWasAskedFor() {
        renew(owner, Duration.ofSeconds(90));
        assertEquals(
                List.of("t|node|{\"trip v1\"}"),
                DATABASE.rows("SELECT lease_until - now() BETWEEN interval '60 s' AND interval '90 s', name, knows"
                        + " FROM saga_node WHERE node_id = '" + owner + "'"));
    }

    @Test
    void renewingTakesBackWhatHadRunOut() {
        started("renewed");
        expire(owner);
        renew(owner, LONG);
        assertEquals(List.of(), claimable());
    }

    @Test
    void aReleasedNodesSagasAreListedAtOnce() {
        var saga = started("released");
        await(DATABASE.journal().release(owner));
        assertEquals(List.of(saga.id()), claimable());
    }

    @Test
    void releasingANodeLeavesTheOthersAlone() {
        started("not released");
        await(DATABASE.journal().release(UUID.randomUUID()));
        assertEquals(List.of(), claimable());
    }

    @Test
    void aNodeDoesNotClaimItsOwnSagasForALeaseThatItLetRunOut() {
        started("own");
        expire(owner);
        assertEquals(List.of(), claimableFor(owner));
    }

    @Test
    void onesOwnSagaWithAWishIsListedUntilOneLooks() {
        var saga = started("wished");
        started("not wished");
        var events = List.of(Sagas.wish());
        var wish = Append.byOther(UUID.randomUUID(), Sagas.after(saga, events), events);
        await(DATABASE.journal().append(List.of(wish)));

        assertEquals(List.of(saga.id()), claimableFor(owner));
        assertEquals(List.of(), claimable(), "it is the live owner's to look at");
        await(DATABASE.journal().append(List.of(Sagas.append(wish.saga(), owner))));
        assertEquals(List.of(), claimableFor(owner));
    }

    @Test
    void anAdoptedSagaIsTheAdoptersAlone() {
        var saga = started("adopted");
        expire(owner);
        var events = List.of(Sagas.adoption(sweeper));
        await(DATABASE.journal()
                .append(List.of(
                        Append.byAdopter(UUID.randomUUID(), Sagas.after(saga, events), events, owner, sweeper))));
        assertEquals(List.of(), claimable());
    }

    @Test
    void bothDirectionsAreListedAndEndedSagasAreNot() {
        var expected = new ArrayList<UUID>();
        var directions = EnumSet.noneOf(SagaStatus.class);
        for (var history : Histories.all().entrySet()) {
            var telling = history.getValue();
            Recording.record(DATABASE.journal(), history.getKey(), owner, telling);
            if (!telling.saga().status().isFinal()) {
                directions.add(telling.saga().status());
                expected.add(telling.saga().id());
            }
        }
        expire(owner);
        expire(Recording.id("orchestrator-b"));
        assertEquals(EnumSet.of(SagaStatus.RUNNING, SagaStatus.COMPENSATING), directions);
        Collections.sort(expected);
        assertEquals(expected, ids(await(DATABASE.journal().claimable(sweeper, List.of(TRIP, ORDER), 100))));
    }

    @Test
    void onlyKnownVersionsAreListed() {
        var steps = List.copyOf(Trips.TRIP.steps());
        var ours = started("v1", Trips.TRIP);
        var later = started("v2", new Definition("trip", 2, LONG, steps));
        var other = started("other", new Definition("order", 1, LONG, steps));
        started("v11", new Definition("trip", 11, LONG, steps));
        expire(owner);

        assertEquals(List.of(ours.id()), claimable());
        var known = List.of(DefinitionVersion.of(other.definition()), DefinitionVersion.of(later.definition()));
        assertEquals(
                List.of(later.id(), other.id()), ids(await(DATABASE.journal().claimable(sweeper, known, 10))));
        assertEquals(List.of(), await(DATABASE.journal().claimable(sweeper, List.of(), 10)));
    }

    @Test
    void aQuarantinedSagaIsListedForNobodyAndHoldsUpNobody() {
        var bad = started("bad");
        var wished = List.of(Sagas.wish());
        var wish = Append.byOther(UUID.randomUUID(), Sagas.after(bad, wished), wished);
        await(DATABASE.journal().append(List.of(wish)));
        var good = started("good");
        await(DATABASE.journal().quarantine(bad.id(), wish.saga().sequence(), "It kills its process."));

        assertEquals(List.of(), claimableFor(owner));
        expire(owner);
        assertEquals(List.of(good.id()), ids(await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 1))));
    }

    @Test
    void theOldestComeFirstAndNoMoreThanAskedFor() {
        var sagas = new ArrayList<UUID>();
        var starts = new ArrayList<Start>();
        var another = UUID.randomUUID();
        renew(another, LONG);
        for (int i = 0; i < 20; i++) {
            var start = Sagas.start("age " + i, i % 2 == 0 ? owner : another);
            sagas.add(start.saga().id());
            starts.addFirst(start);
        }
        await(DATABASE.journal().start(starts));
        expire(owner);
        expire(another);

        assertEquals(sagas.subList(0, 7), ids(await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 7))));
        assertEquals(sagas, ids(await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 20))));
        assertEquals(sagas, ids(await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 1000))));
    }

    private Saga started(String requestId) {
        return started(requestId, Trips.TRIP);
    }

    private Saga started(String requestId, Definition definition) {
        var start = Sagas.start(requestId, owner, definition);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private List<UUID> claimable() {
        return claimableFor(sweeper);
    }

    private static List<UUID> claimableFor(UUID node) {
        return ids(await(DATABASE.journal().claimable(node, List.of(TRIP), 10)));
    }

    private static List<UUID> ids(List<SagaRow> rows) {
        return rows.stream().map(SagaRow::sagaId).toList();
    }

    private static void renew(UUID node, Duration lease) {
        await(DATABASE.journal().renew(node, "node", List.of(TRIP), lease));
    }

    private static void expire(UUID node) {
        DATABASE.execute("UPDATE saga_node SET lease_until = now() - interval '1 ms' WHERE node_id = '" + node + "'");
    }
}
