package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.SagaRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuarantineTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final DefinitionVersion TRIP = new DefinitionVersion("trip", 1);
    private static final DefinitionVersion ORDER = new DefinitionVersion("order", 1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final SagaEvent.SagaReleased RELEASED = new SagaEvent.SagaReleased(
            Instant.parse("2026-05-01T12:00:01.000001Z"), new OperatorNote("ada", "It is mended."));

    private final UUID sweeper = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @BeforeEach
    void anOwnerIsGoneAndANodeThatDoesntKnowItsSagasIsThere() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
        renew(sweeper, ORDER);
        renew(owner, TRIP);
    }

    private static void renew(UUID node, DefinitionVersion knows) {
        await(DATABASE.journal().renew(node, "node", List.of(knows), LONG));
    }

    private static void expire(UUID node, String ago) {
        DATABASE.execute(
                "UPDATE saga_node SET lease_until = now() - interval '" + ago + "' WHERE node_id = '" + node + "'");
    }

    private Saga started(String requestId) {
        var start = Sagas.start(requestId, owner);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private static SagaRow row(Saga saga) {
        return await(DATABASE.journal().row(saga.id())).orElseThrow();
    }

    private static Set<UUID> quarantined() {
        return await(DATABASE.journal().quarantineUnknownVersions(10));
    }

    private static Set<UUID> released(DefinitionVersion... known) {
        return await(DATABASE.journal().releaseKnownVersions(List.of(known), 10));
    }

    @Test
    void aVersionThatNoLiveNodeKnowsIsSetAsideUntilOneDoes() {
        var saga = started("trip");
        assertEquals(Set.of(), quarantined(), "its owner lives");
        expire(owner, "1 ms");
        assertEquals(Set.of(saga.id()), quarantined());
        assertEquals(Optional.of("No live node knows trip v1."), row(saga).quarantine());
        assertEquals(Set.of(), quarantined(), "it is already");
        assertEquals(Set.of(), released(ORDER));
        assertEquals(Set.of(saga.id()), released(TRIP, ORDER));
        assertEquals(Optional.empty(), row(saga).quarantine());
        assertEquals(saga.sequence(), row(saga).lastSequence());
        assertEquals(
                1,
                await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 10)).size());
    }

    @Test
    void aVersionThatALiveNodeKnowsIsLeftToIt() {
        started("trip");
        renew(UUID.randomUUID(), TRIP);
        expire(owner, "1 ms");
        assertEquals(Set.of(), quarantined());
    }

    @Test
    void whenEveryLeaseHasRunOutNothingIsKnownOfAnyone() {
        started("trip");
        expire(owner, "1 ms");
        expire(sweeper, "1 ms");
        assertEquals(Set.of(), quarantined());
    }

    @Test
    void onlyAPersonEndsAQuarantineThatHasAReasonOfItsOwn() {
        var saga = started("trip");
        expire(owner, "1 ms");
        quarantined();
        await(DATABASE.journal().quarantine(saga.id(), saga.sequence(), "It can't be read."));
        assertEquals(Set.of(), released(TRIP));
        assertEquals(Optional.of("It can't be read."), row(saga).quarantine());
        assertTrue(await(DATABASE.journal().release(saga.id(), saga.sequence(), UUID.randomUUID(), RELEASED)));
        assertEquals(Optional.empty(), row(saga).quarantine());
    }

    @Test
    void aReleaseIsACompareAndSetAndIsRecorded() {
        var saga = started("trip");
        assertFalse(await(DATABASE.journal().release(saga.id(), saga.sequence(), UUID.randomUUID(), RELEASED)));
        await(DATABASE.journal().quarantine(saga.id(), saga.sequence(), "It can't be read."));
        assertFalse(await(DATABASE.journal().release(saga.id(), saga.sequence() + 1, UUID.randomUUID(), RELEASED)));
        assertTrue(await(DATABASE.journal().release(saga.id(), saga.sequence(), UUID.randomUUID(), RELEASED)));
        assertFalse(await(DATABASE.journal().release(saga.id(), saga.sequence(), UUID.randomUUID(), RELEASED)));
        var read = await(DATABASE.journal().read(saga.id())).orElseThrow();
        assertEquals(saga.sequence() + 1, read.row().lastSequence());
        assertEquals(RELEASED, read.events().getLast().event());
        assertEquals(
                1, await(DATABASE.journal().claimable(owner, List.of(TRIP), 10)).size());
    }

    @Test
    void aNodeIsForgottenADayAfterItsEndUnlessThereIsSomethingToTakeOverFromIt() {
        started("trip");
        var idle = UUID.randomUUID();
        renew(idle, TRIP);
        expire(owner, "2 days");
        expire(idle, "2 days");
        expire(sweeper, "23 hours");
        await(DATABASE.journal().forgetNodes());
        assertEquals(List.of("2"), DATABASE.rows("SELECT count(*)::text FROM saga_node"));
        assertEquals(
                List.of("0"), DATABASE.rows("SELECT count(*)::text FROM saga_node WHERE node_id = '" + idle + "'"));
        assertEquals(
                1,
                await(DATABASE.journal().claimable(sweeper, List.of(TRIP), 10)).size());
    }
}
