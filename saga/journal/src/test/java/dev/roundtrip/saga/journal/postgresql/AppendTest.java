package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.Eventually.eventually;
import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.Histories;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.Telling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    /** Each saga is written by itself. */
    Journal with(Journal journal) {
        return journal;
    }

    private Journal journal() {
        return with(DATABASE.journal());
    }

    @Test
    void theOwnerMovesItsSagaOn() {
        var saga = started("moves");
        var append = Sagas.append(saga, NODE, 3);

        assertEquals(Set.of(saga.id()), append(append));

        var read = read(saga);
        assertEquals(5, read.row().lastSequence());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), sequences(read));
        assertEquals(
                append.events(),
                read.events().subList(2, 5).stream().map(RecordedEvent::event).toList());
        assertEquals(
                List.of(false, false, true, true, true),
                read.events().stream()
                        .map(event -> event.appendId().equals(append.appendId()))
                        .toList());
    }

    @Test
    void anEmptyBatchIsNoWork() {
        assertEquals(Set.of(), await(journal().append(List.of())));
    }

    @Test
    void anAppendBehindTheSagaMovesNothing() {
        var saga = started("behind");
        var first = Sagas.append(saga, NODE);
        append(first);
        var before = read(saga);

        assertEquals(Set.of(), append(Sagas.append(saga, NODE, 2)));

        assertEquals(before, read(saga));
    }

    @Test
    void theSameAppendTwiceMovesTheSagaOnce() {
        var saga = started("doubled");
        var append = Sagas.append(saga, NODE);
        append(append);
        var before = read(saga);

        assertEquals(Set.of(), append(append));

        assertEquals(before, read(saga));
    }

    @Test
    void anAppendAheadOfTheSagaMovesNothing() {
        var saga = started("ahead");
        var before = read(saga);

        assertEquals(Set.of(), append(Sagas.append(Sagas.append(saga, NODE).saga(), NODE)));

        assertEquals(before, read(saga));
    }

    @Test
    void anAppendByAnotherThanTheOwnerMovesNothing() {
        var saga = started("foreign");
        var before = read(saga);

        assertEquals(Set.of(), append(Sagas.append(saga, OTHER)));

        assertEquals(before, read(saga));
    }

    @Test
    void anAppendToASagaThatIsNotThereWritesNothing() {
        var nowhere = Sagas.start("nowhere", NODE).saga();

        assertEquals(Set.of(), append(Sagas.append(nowhere, NODE)));

        assertEquals(
                List.of("0"), DATABASE.rows("SELECT count(*) FROM saga_event WHERE saga_id = '" + nowhere.id() + "'"));
    }

    @Test
    void whenPartOfABatchConflictsTheRestLands() {
        var batch = new ArrayList<Append>();
        var expected = new HashSet<UUID>();
        var before = new ArrayList<Chronicle>();
        for (int i = 0; i < 12; i++) {
            var saga = started("part " + i);
            batch.addFirst(Sagas.append(saga, i % 3 == 0 ? OTHER : NODE, 1 + i % 4));
            if (i % 3 == 1) {
                append(Sagas.append(saga, NODE, 2));
            }
            if (i % 3 == 2) {
                expected.add(saga.id());
            }
            before.addFirst(read(saga));
        }

        assertEquals(expected, await(journal().append(batch)));

        for (int i = 0; i < batch.size(); i++) {
            var append = batch.get(i);
            var read = read(append.saga());
            if (expected.contains(append.saga().id())) {
                assertEquals(append.saga().sequence(), read.row().lastSequence());
                assertWhole(read);
            } else {
                assertEquals(before.get(i), read);
            }
        }
    }

    /** What a plain comparison before the lock would get wrong. */
    @Test
    void anAppendThatWasOvertakenWhileItWaitedMovesNothing() throws SQLException {
        var saga = started("overtaken");
        var appends = List.of(Sagas.append(saga, NODE, 1), Sagas.append(saga, NODE, 2));
        var journals = DATABASE.journals(2).stream().map(this::with).toList();
        try (var blocker = DATABASE.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT 1 FROM saga WHERE saga_id = '" + saga.id() + "' FOR UPDATE");
            var first = journals.getFirst().append(List.of(appends.getFirst())).subscribeAsCompletionStage();
            var second = journals.getLast().append(List.of(appends.getLast())).subscribeAsCompletionStage();
            eventually("both appends wait for the row", () -> DATABASE.waiting() == 2);
            blocker.commit();

            var moved = List.of(first.join(), second.join());

            assertEquals(Set.of(Set.of(saga.id()), Set.of()), Set.copyOf(moved));
            var winner = appends.get(moved.indexOf(Set.of(saga.id())));
            var read = read(saga);
            assertEquals(winner.saga().sequence(), read.row().lastSequence());
            assertEquals(winner.appendId(), read.events().getLast().appendId());
            assertWhole(read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner = gen_random_uuid()", "quarantined = 'It stops whoever carries it on.'"})
    void anAppendToASagaThatWasTakenAwayWhileItWaitedMovesNothing(String away) throws SQLException {
        var saga = started("taken away: " + away);
        try (var blocker = DATABASE.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("UPDATE saga SET " + away + " WHERE saga_id = '" + saga.id() + "'");
            var append = journal().append(List.of(Sagas.append(saga, NODE))).subscribeAsCompletionStage();
            eventually("the append waits for the row", () -> DATABASE.waiting() == 1);
            blocker.commit();

            assertEquals(Set.of(), append.join());

            assertEquals(2, read(saga).row().lastSequence());
            assertWhole(read(saga));
        }
    }

    @Test
    void aWishThatWasOvertakenWhileItWaitedMovesNothing() throws SQLException {
        var saga = started("wished away");
        var events = List.of(Sagas.wish());
        var wish = Append.byOther(UUID.randomUUID(), Sagas.after(saga, events), events);
        var overtaking = Sagas.append(saga, NODE);
        try (var blocker = DATABASE.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT 1 FROM saga WHERE saga_id = '" + saga.id() + "' FOR UPDATE");
            var first =
                    DATABASE.journals(1).getFirst().append(List.of(overtaking)).subscribeAsCompletionStage();
            eventually("the owner's append waits for the row", () -> DATABASE.waiting() == 1);
            var second = journal().append(List.of(wish)).subscribeAsCompletionStage();
            eventually("the wish waits behind it", () -> DATABASE.waiting() == 2);
            blocker.commit();

            assertEquals(Set.of(saga.id()), first.join());
            assertEquals(Set.of(), second.join());

            assertEquals("f", column("attention", saga));
            assertWhole(read(saga));
        }
    }

    @Test
    void anAdopterOwnsTheSagaAndFencesTheOneBefore() {
        var saga = started("adopted");
        var adoption = adoption(saga);
        assertEquals(Set.of(saga.id()), append(adoption));
        assertEquals(OTHER, read(saga).row().owner());

        // At the right sequence, even: only the owner is not the right one any more.
        assertEquals(Set.of(), append(Sagas.append(adoption.saga(), NODE)));
        assertEquals(Set.of(saga.id()), append(Sagas.append(adoption.saga(), OTHER)));
        assertWhole(read(saga));
    }

    @Test
    void onlyOneAdopterTakesASagaOver() {
        var saga = started("adopted once");
        append(adoption(saga));

        assertEquals(Set.of(), append(adoption(saga)));

        assertEquals(saga.sequence() + 1, read(saga).row().lastSequence());
    }

    @Test
    void anAdoptionFromSomeoneWhoIsNotTheOwnerMovesNothing() {
        var saga = started("not theirs");
        var events = List.of(Sagas.adoption(OTHER));
        var adoption = Append.byAdopter(UUID.randomUUID(), Sagas.after(saga, events), events, UUID.randomUUID(), OTHER);

        assertEquals(Set.of(), append(adoption));

        assertEquals(NODE, read(saga).row().owner());
    }

    @Test
    void aWishKeepsTheOwnerAndAsksForItsAttentionUntilItAppends() {
        var saga = started("wished");
        var events = List.of(Sagas.wish());
        var wish = Append.byOther(UUID.randomUUID(), Sagas.after(saga, events), events);

        assertEquals(Set.of(saga.id()), append(wish));

        assertEquals(NODE, read(saga).row().owner());
        assertEquals("t", column("attention", saga));
        assertEquals(Set.of(), append(Sagas.append(saga, NODE)), "the owner must learn of the wish first");
        assertEquals("t", column("attention", saga));
        assertEquals(Set.of(saga.id()), append(Sagas.append(wish.saga(), NODE)));
        assertEquals("f", column("attention", saga));
        assertWhole(read(saga));
    }

    @Test
    void aWishThatComesTooLateMovesNothing() {
        var saga = started("wished late");
        append(Sagas.append(saga, NODE));
        var events = List.of(Sagas.wish());

        assertEquals(Set.of(), append(Append.byOther(UUID.randomUUID(), Sagas.after(saga, events), events)));

        assertEquals("f", column("attention", saga));
    }

    @Test
    void aQuarantinedSagaMovesForNobody() {
        var saga = started("quarantined");
        await(journal().quarantine(saga.id(), saga.sequence(), "It can't be read."));
        var wish = List.of(Sagas.wish());

        assertEquals(Set.of(), append(Sagas.append(saga, NODE)));
        assertEquals(Set.of(), append(adoption(saga)));
        assertEquals(Set.of(), append(Append.byOther(UUID.randomUUID(), Sagas.after(saga, wish), wish)));

        var read = read(saga);
        assertEquals(Optional.of("It can't be read."), read.row().quarantine());
        assertEquals(saga.sequence(), read.row().lastSequence());
        assertWhole(read);
    }

    @Test
    void aSagaThatMovedSinceItWasSeenIsNotQuarantined() {
        var saga = started("moved on");
        append(Sagas.append(saga, NODE));

        await(journal().quarantine(saga.id(), saga.sequence(), "It can't be read."));

        assertEquals(Optional.empty(), read(saga).row().quarantine());
    }

    @Test
    void theRowSaysAtEveryMoveWhereTheSagaStands() {
        var histories = Histories.all();
        histories.get("stuck").after(Duration.ofSeconds(30)).undoes("car").undoes("flight");
        for (var history : histories.entrySet()) {
            var writes = history.getValue().writes();
            await(journal().start(List.of(start("row of " + history.getKey(), writes.getFirst()))));
            assertRow(writes.getFirst().after());
            for (var write : writes.subList(1, writes.size())) {
                append(Append.byOwner(UUID.randomUUID(), write.after(), write.events(), NODE));
                assertRow(write.after());
            }
        }
    }

    private static void assertRow(Saga saga) {
        boolean stuck = saga.steps().values().stream().anyMatch(step -> step.stuck());
        assertEquals(
                List.of(String.join(
                        "|",
                        saga.status().name(),
                        Long.toString(saga.sequence()),
                        stuck ? "t" : "f",
                        saga.pausedAt().isPresent() ? "t" : "f",
                        saga.startedAt().toString(),
                        saga.endedAt().map(Object::toString).orElse(""))),
                DATABASE.rows("SELECT status, last_sequence, stuck, paused, " + iso("created_at") + ", "
                        + iso("ended_at") + " FROM saga WHERE saga_id = '" + saga.id() + "'"));
    }

    private static String iso(String column) {
        return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    private static Append adoption(Saga saga) {
        var events = List.of(Sagas.adoption(OTHER));
        return Append.byAdopter(UUID.randomUUID(), Sagas.after(saga, events), events, NODE, OTHER);
    }

    private Saga started(String requestId) {
        var start = Sagas.start(requestId, NODE);
        await(journal().start(List.of(start)));
        return start.saga();
    }

    private static Start start(String requestId, Telling.Write first) {
        return new Start(requestId, Telling.payload(requestId), NODE, UUID.randomUUID(), first.after(), first.events());
    }

    private Set<UUID> append(Append append) {
        return await(journal().append(List.of(append)));
    }

    private Chronicle read(Saga saga) {
        return await(journal().read(saga.id())).orElseThrow();
    }

    private static String column(String column, Saga saga) {
        return DATABASE.rows("SELECT " + column + " FROM saga WHERE saga_id = '" + saga.id() + "'")
                .getFirst();
    }

    private static List<Long> sequences(Chronicle read) {
        return read.events().stream().map(RecordedEvent::sequence).toList();
    }

    private static void assertWhole(Chronicle read) {
        assertEquals(
                LongStream.rangeClosed(1, read.row().lastSequence()).boxed().toList(), sequences(read));
    }
}
