package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** What sweeps may set aside, and what only a person brings back. */
class SetAsideTest {
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
        return await(DATABASE.journal().releaseKnownVersions(List.of(known), 10, UUID.randomUUID(), RELEASED));
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
}
