package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Trips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sagas of a version that no live node knows are set aside, and brought back once one does. */
class UnknownVersionsTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final DefinitionVersion V1 = new DefinitionVersion("trip", 1);
    private static final DefinitionVersion V2 = new DefinitionVersion("trip", 2);
    private static final Definition TRIP_2 =
            new Definition("trip", 2, Duration.ofMinutes(5), List.copyOf(Trips.TRIP.steps()));
    private static final Duration LONG = Duration.ofHours(1);

    private final UUID gone = UUID.randomUUID();
    private final UUID alive = UUID.randomUUID();

    @BeforeEach
    void theNodeThatKnewTheLaterVersionIsGone() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
        renew(gone, V1, V2);
        await(DATABASE.journal().release(gone));
        renew(alive, V1);
    }

    @Test
    void aVersionThatNoLiveNodeKnowsIsSetAsideAndSaysSo() {
        var later = started("later", TRIP_2, gone);
        started("known", Trips.TRIP, gone);

        assertEquals(Set.of(later.id()), await(DATABASE.journal().quarantineUnknownVersions(10)));

        assertEquals(Optional.of("No live node knows trip v2."), row(later).quarantine());
        assertEquals(List.of("t"), unknown(later));
        assertEquals(Set.of(), await(DATABASE.journal().quarantineUnknownVersions(10)), "once is enough");
    }

    @Test
    void oneLiveNodeThatKnowsTheVersionPreventsIt() {
        started("later", TRIP_2, gone);
        renew(UUID.randomUUID(), V2);
        assertEquals(Set.of(), await(DATABASE.journal().quarantineUnknownVersions(10)));
    }

    @Test
    void theSagasOfALiveOwnerAreLeftToIt() {
        started("later", TRIP_2, alive);
        assertEquals(Set.of(), await(DATABASE.journal().quarantineUnknownVersions(10)));
    }

    @Test
    void whatHasEndedIsLeftAlone() {
        var ended = started("ended", TRIP_2, gone);
        DATABASE.execute("UPDATE saga SET status = 'COMPENSATED' WHERE saga_id = '" + ended.id() + "'");
        assertEquals(Set.of(), await(DATABASE.journal().quarantineUnknownVersions(10)));
    }

    @Test
    void whatIsQuarantinedForAnotherReasonKeepsItAndIsNotReleasedWithTheOthers() {
        var bad = started("bad", TRIP_2, gone);
        await(DATABASE.journal().quarantine(bad.id(), bad.sequence(), "It can't be read."));

        assertEquals(Set.of(), await(DATABASE.journal().quarantineUnknownVersions(10)));
        assertEquals(
                Set.of(),
                await(DATABASE.journal().releaseKnownVersions(List.of(V2), 10, UUID.randomUUID(), Sagas.released())));

        assertEquals(Optional.of("It can't be read."), row(bad).quarantine());
    }

    @Test
    void theOldestAreSetAsideAndBroughtBackFirstAndNoMoreThanAskedFor() {
        var goneToo = UUID.randomUUID();
        renew(goneToo, V2);
        await(DATABASE.journal().release(goneToo));
        var sagas = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            sagas.add(started("age " + i, TRIP_2, i % 2 == 0 ? gone : goneToo).id());
        }
        assertEquals(
                new HashSet<>(sagas.subList(0, 3)), await(DATABASE.journal().quarantineUnknownVersions(3)));
        assertEquals(
                new HashSet<>(sagas.subList(3, 5)), await(DATABASE.journal().quarantineUnknownVersions(3)));

        assertEquals(new HashSet<>(sagas.subList(0, 2)), release(2));
        assertEquals(new HashSet<>(sagas.subList(2, 5)), release(10));
    }

    @Test
    void onlyVersionsThatAreKnownAreBroughtBack() {
        var later = started("later", TRIP_2, gone);
        await(DATABASE.journal().quarantineUnknownVersions(10));
        assertEquals(
                Set.of(),
                await(DATABASE.journal().releaseKnownVersions(List.of(V1), 10, UUID.randomUUID(), Sagas.released())));
        assertEquals(
                Set.of(),
                await(DATABASE.journal().releaseKnownVersions(List.of(), 10, UUID.randomUUID(), Sagas.released())));
        assertEquals(Set.of(later.id()), release(10));
        assertEquals(Optional.empty(), row(later).quarantine());
        assertEquals(List.of("f"), unknown(later));
    }

    @Test
    void whatIsBroughtBackIsForTheOneWhoKnowsItToTakeOver() {
        var later = started("later", TRIP_2, gone);
        await(DATABASE.journal().quarantineUnknownVersions(10));
        assertEquals(List.of(), claimable());
        release(10);
        assertEquals(List.of(later.id()), claimable());
    }

    @Test
    void anOwnerThatWakesUpCannotWriteToWhatWasSetAside() {
        var later = started("later", TRIP_2, gone);
        await(DATABASE.journal().quarantineUnknownVersions(10));

        renew(gone, V1, V2);
        var append = Sagas.append(later, gone);
        assertEquals(Set.of(), append(append));

        // Back among the living it brings the saga back itself and is told to look; but what it had to write is out of
        // date.
        release(10);
        assertEquals(Set.of(), append(append));
        assertEquals(List.of(later.id()), ids(await(DATABASE.journal().claimable(gone, List.of(V1, V2), 10))));
        var read = await(DATABASE.journal().read(later.id())).orElseThrow();
        assertEquals(later.sequence() + 1, read.row().lastSequence());
        assertEquals(Sagas.released(), read.events().getLast().event());
    }

    @Test
    void anOperatorMayReleaseItToo() {
        var later = started("later", TRIP_2, gone);
        await(DATABASE.journal().quarantineUnknownVersions(10));
        await(DATABASE.journal().release(later.id(), later.sequence(), UUID.randomUUID(), Sagas.released()));
        assertEquals(List.of("f"), unknown(later));
        assertEquals(Set.of(later.id()), await(DATABASE.journal().quarantineUnknownVersions(10)), "to no avail");
    }

    private static Set<UUID> release(int limit) {
        return await(
                DATABASE.journal().releaseKnownVersions(List.of(V1, V2), limit, UUID.randomUUID(), Sagas.released()));
    }

    private static Set<UUID> append(Append append) {
        return await(DATABASE.journal().append(List.of(append)));
    }

    private List<UUID> claimable() {
        return ids(await(DATABASE.journal().claimable(alive, List.of(V1, V2), 10)));
    }

    private static List<UUID> ids(List<SagaRow> rows) {
        return rows.stream().map(SagaRow::sagaId).toList();
    }

    private static Saga started(String requestId, Definition definition, UUID owner) {
        var start = Sagas.start(requestId, owner, definition);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private static SagaRow row(Saga saga) {
        return await(DATABASE.journal().row(saga.id())).orElseThrow();
    }

    private static List<String> unknown(Saga saga) {
        return DATABASE.rows("SELECT unknown_version FROM saga WHERE saga_id = '" + saga.id() + "'");
    }

    private static void renew(UUID node, DefinitionVersion... knows) {
        await(DATABASE.journal().renew(node, "node", List.of(knows), LONG));
    }
}
