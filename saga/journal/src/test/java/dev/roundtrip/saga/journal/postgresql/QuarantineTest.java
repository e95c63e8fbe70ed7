package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Trips;
import dev.roundtrip.saga.journal.UnreadableJournal;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A saga that nobody carries on until an operator releases it. */
class QuarantineTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final List<DefinitionVersion> KNOWS = List.of(DefinitionVersion.of(Trips.TRIP));
    private static final SagaEvent.SagaReleased RELEASED = new SagaEvent.SagaReleased(
            Instant.parse("2026-05-01T12:10:00.000001Z"),
            new OperatorNote("ops@example.org", "Its request is mended."));

    @BeforeEach
    void anEmptyJournal() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
    }

    @Test
    void aReleasedSagaGoesOnWithItsOwnerAndItsHistorySaysWhoLetIt() {
        var saga = quarantined("released");

        var appendId = UUID.randomUUID();
        assertTrue(await(DATABASE.journal().release(saga.id(), saga.sequence(), appendId, RELEASED)));

        var read = read(saga);
        assertEquals(Optional.empty(), read.row().quarantine());
        assertEquals(NODE, read.row().owner());
        assertEquals(
                new RecordedEvent(saga.sequence() + 1, appendId, RELEASED),
                read.events().getLast());
        assertWhole(read);
        assertEquals(List.of(saga.id()), claimableForOwner(), "the owner must look at it");
        assertEquals(
                Set.of(saga.id()),
                await(DATABASE.journal().append(List.of(Sagas.append(read.replay(Trips.TRIP), NODE)))));
    }

    @Test
    void whoHeldItWhileItWasQuarantinedMustReadItAnew() {
        var saga = quarantined("held");
        release(saga, saga.sequence());
        assertEquals(Set.of(), await(DATABASE.journal().append(List.of(Sagas.append(saga, NODE)))));
        assertWhole(read(saga));
    }

    @Test
    void whatIsNotQuarantinedIsNotReleased() {
        var saga = started("free");
        assertFalse(release(saga, saga.sequence()));
        assertEquals(saga.sequence(), read(saga).row().lastSequence());
        assertWhole(read(saga));
    }

    @Test
    void whoSawAnotherStateReleasesNothing() {
        var saga = quarantined("seen otherwise");
        assertFalse(release(saga, saga.sequence() - 1));
        assertFalse(release(saga, saga.sequence() + 1));
        assertTrue(read(saga).row().quarantine().isPresent());
        assertWhole(read(saga));
    }

    @Test
    void whatIsNotThereIsNotReleased() {
        var nowhere = Sagas.start("nowhere", NODE).saga();
        assertFalse(release(nowhere, nowhere.sequence()));
        assertEquals(
                List.of("0"), DATABASE.rows("SELECT count(*) FROM saga_event WHERE saga_id = '" + nowhere.id() + "'"));
    }

    @Test
    void aReleaseSentTwiceIsOneRelease() {
        var saga = quarantined("twice");
        assertTrue(release(saga, saga.sequence()));
        assertFalse(release(saga, saga.sequence()));
        assertEquals(saga.sequence() + 1, read(saga).row().lastSequence());
        assertWhole(read(saga));
    }

    @Test
    void ofManyWhoReleaseItAtOnceOneDoes() {
        var saga = quarantined("raced for");
        var releases = DATABASE.journals(6).stream()
                .map(journal -> release(journal, saga, saga.sequence()))
                .toList();
        var released = await(Uni.join().all(releases).andFailFast());
        assertEquals(1, released.stream().filter(done -> done).count());
        assertWhole(read(saga));
    }

    @Test
    void aSagaThatCannotBeReadHasARowAndCanBeReleased() {
        var saga = started("unreadable");
        DATABASE.execute(
                "UPDATE saga_event SET kind = 'SAGA_EVAPORATED' WHERE sequence = 2 AND saga_id = '" + saga.id() + "'");
        quarantine(saga);
        assertThrows(UnreadableJournal.class, () -> read(saga));

        assertEquals(Optional.of(row("unreadable", saga, Optional.of("It can't be read."))), rowOf(saga.id()));
        assertTrue(release(saga, saga.sequence()));

        var after = rowOf(saga.id()).orElseThrow();
        assertEquals(Optional.empty(), after.quarantine());
        assertEquals(saga.sequence() + 1, after.lastSequence());
        assertEquals(
                List.of(after.lastSequence() + "|SAGA_RELEASED|ops@example.org|Its request is mended."),
                DATABASE.rows("SELECT sequence, kind, actor, message FROM saga_event WHERE actor IS NOT NULL"
                        + " AND saga_id = '" + saga.id() + "'"));
    }

    @Test
    void aSagaThatIsNotThereHasNoRow() {
        assertEquals(Optional.empty(), rowOf(UUID.randomUUID()));
    }

    /** What ended stays as it ended: nothing may follow its last event. */
    @Test
    void whatHasEndedIsNeitherQuarantinedNorReleased() {
        var saga = started("ended");
        DATABASE.execute("UPDATE saga SET status = 'COMPLETED' WHERE saga_id = '" + saga.id() + "'");
        quarantine(saga);
        assertEquals(Optional.empty(), rowOf(saga.id()).orElseThrow().quarantine());

        DATABASE.execute("UPDATE saga SET quarantined = 'by mistake' WHERE saga_id = '" + saga.id() + "'");
        assertFalse(release(saga, saga.sequence()));
        assertEquals(saga.sequence(), rowOf(saga.id()).orElseThrow().lastSequence());
    }

    private static Saga quarantined(String requestId) {
        var saga = started(requestId);
        quarantine(saga);
        return saga;
    }

    private static Saga started(String requestId) {
        var start = Sagas.start(requestId, NODE);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private static void quarantine(Saga saga) {
        await(DATABASE.journal().quarantine(saga.id(), saga.sequence(), "It can't be read."));
    }

    private static boolean release(Saga saga, long seen) {
        return await(release(DATABASE.journal(), saga, seen));
    }

    private static Uni<Boolean> release(Journal journal, Saga saga, long seen) {
        return journal.release(saga.id(), seen, UUID.randomUUID(), RELEASED);
    }

    private static Chronicle read(Saga saga) {
        return await(DATABASE.journal().read(saga.id())).orElseThrow();
    }

    private static Optional<SagaRow> rowOf(UUID sagaId) {
        return await(DATABASE.journal().row(sagaId));
    }

    private static SagaRow row(String requestId, Saga saga, Optional<String> quarantine) {
        var definition = DefinitionVersion.of(saga.definition());
        return new SagaRow(saga.id(), requestId, definition, saga.status(), saga.sequence(), NODE, quarantine);
    }

    private static List<UUID> claimableForOwner() {
        return await(DATABASE.journal().claimable(NODE, KNOWS, 10)).stream()
                .map(SagaRow::sagaId)
                .toList();
    }

    private static void assertWhole(Chronicle read) {
        assertEquals(
                LongStream.rangeClosed(1, read.row().lastSequence()).boxed().toList(),
                read.events().stream().map(RecordedEvent::sequence).toList());
    }
}
