package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.Eventually.eventually;
import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StartTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final StartResult ACCEPTED = new StartResult.Accepted();

    /** Each saga is written by itself, but where a test has a batch. */
    Journal with(Journal journal) {
        return journal;
    }

    private Journal journal() {
        return with(DATABASE.journal());
    }

    @Test
    void aNewRequestIdIsAcceptedAndFoundAgain() {
        var start = Sagas.start("new", NODE);

        assertEquals(List.of(ACCEPTED), await(journal().start(List.of(start))));

        var read = await(journal().read(start.saga().id())).orElseThrow();
        assertTrue(read.contains(start.appendId()));
        assertEquals(SagaStatus.RUNNING, read.row().status());
        assertEquals(NODE, read.row().owner());
        assertEquals(start.events().size(), read.row().lastSequence());
        assertEquals(Optional.of(requestOf(start)), await(journal().findRequest("new")));
    }

    @Test
    void aRequestIdThatNobodyUsedIsNotFound() {
        assertEquals(Optional.empty(), await(journal().findRequest("unused")));
    }

    @Test
    void aTakenRequestIdNamesItsSagaAndRecordsNothing() {
        var first = Sagas.start("taken", NODE);
        var second = Sagas.start("taken", UUID.randomUUID());
        await(journal().start(List.of(first)));

        var results = await(journal().start(List.of(second)));

        assertEquals(List.of(known(first)), results);
        assertNothingRecorded(second);
    }

    @Test
    void aStartRepeatedAfterALostReplyFindsItself() {
        var start = Sagas.start("repeated", NODE);
        await(journal().start(List.of(start)));

        var results = await(journal().start(List.of(start)));

        assertEquals(List.of(known(start)), results);
        assertEquals(
                start.events().size(),
                await(journal().read(start.saga().id())).orElseThrow().events().size());
    }

    @Test
    void newAndTakenRequestIdsInOneBatchAreEachAnsweredInTheirPlace() {
        var taken = Sagas.start("mixed b", NODE);
        await(journal().start(List.of(taken)));
        var batch = List.of(Sagas.start("mixed c", NODE), Sagas.start("mixed b", NODE), Sagas.start("mixed a", NODE));

        assertEquals(List.of(ACCEPTED, known(taken), ACCEPTED), await(journal().start(batch)));

        assertNothingRecorded(batch.get(1));
        for (var accepted : List.of(batch.getFirst(), batch.getLast())) {
            var read = await(journal().read(accepted.saga().id())).orElseThrow();
            assertEquals(accepted.events().size(), read.events().size());
        }
    }

    @Test
    void twoStartsOfOneRequestIdInOneBatchAreOneSaga() {
        var batch = List.of(Sagas.start("twice", NODE), Sagas.start("twice", NODE));

        var results = await(journal().start(batch));

        var winner = batch.get(results.indexOf(ACCEPTED));
        var loser = batch.get(1 - results.indexOf(ACCEPTED));
        assertEquals(known(winner), results.get(batch.indexOf(loser)));
        assertNothingRecorded(loser);
    }

    @Test
    void aStartWaitsForWhoeverIsTakingItsRequestIdAndRecordsNothingWhenTheyDo() throws SQLException {
        var start = Sagas.start("being taken", NODE);
        var other = UUID.randomUUID();
        try (var blocker = DATABASE.connect()) {
            take(blocker, "being taken", other);
            var result = journal().start(List.of(start)).subscribeAsCompletionStage();
            eventually("the start waits for the request id", () -> DATABASE.waiting() == 1);
            blocker.commit();

            var known = (StartResult.AlreadyKnown) result.join().getFirst();

            assertEquals(other, known.sagaId());
            assertNothingRecorded(start);
        }
    }

    @Test
    void aStartIsAcceptedWhenWhoeverWasTakingItsRequestIdDoesNot() throws SQLException {
        var start = Sagas.start("let go", NODE);
        try (var blocker = DATABASE.connect()) {
            take(blocker, "let go", UUID.randomUUID());
            var result = journal().start(List.of(start)).subscribeAsCompletionStage();
            eventually("the start waits for the request id", () -> DATABASE.waiting() == 1);
            blocker.rollback();

            assertEquals(List.of(ACCEPTED), result.join());

            assertEquals(Optional.of(requestOf(start)), await(journal().findRequest("let go")));
        }
    }

    private static void take(Connection connection, String requestId, UUID sagaId) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("INSERT INTO saga_request (request_id, saga_id, fingerprint) VALUES ('" + requestId
                    + "', '" + sagaId + "', '')");
        }
    }

    @Test
    void startsThatRaceForOneRequestIdHaveOneWinner() {
        int nodes = 6;
        int rounds = 50;
        var journals = DATABASE.journals(nodes).stream().map(this::with).toList();
        for (int round = 0; round < rounds; round++) {
            var starts = new ArrayList<Start>();
            var running = new ArrayList<Uni<List<StartResult>>>();
            for (var journal : journals) {
                var start = Sagas.start("one of many " + round, UUID.randomUUID());
                starts.add(start);
                running.add(journal.start(List.of(start)));
            }
            var results = await(Uni.join().all(running).andFailFast()).stream()
                    .map(List::getFirst)
                    .toList();
            var winner = starts.get(results.indexOf(ACCEPTED));
            for (int node = 0; node < nodes; node++) {
                var start = starts.get(node);
                assertEquals(start == winner ? ACCEPTED : known(winner), results.get(node));
            }
        }
        var one = " WHERE request_id LIKE 'one of many %'";
        assertEquals(List.of(Integer.toString(rounds)), DATABASE.rows("SELECT count(*) FROM saga" + one));
        assertEquals(List.of(Integer.toString(rounds)), DATABASE.rows("SELECT count(*) FROM saga_request" + one));
        assertEquals(
                List.of("0"),
                DATABASE.rows("SELECT count(*) FROM saga_event"
                        + " WHERE NOT EXISTS (SELECT FROM saga WHERE saga.saga_id = saga_event.saga_id)"));
    }

    @Test
    void anEmptyBatchIsNoWork() {
        assertEquals(List.of(), await(journal().start(List.of())));
    }

    @Test
    void batchesThatRaceForTheSameRequestIdsHaveOneWinnerEach() {
        int nodes = 8;
        int rounds = 25;
        int ids = 40;
        var random = new Random(7);
        var journals = DATABASE.journals(nodes).stream().map(this::with).toList();
        for (int round = 0; round < rounds; round++) {
            var batches = new ArrayList<List<Start>>();
            var running = new ArrayList<Uni<List<StartResult>>>();
            for (var journal : journals) {
                var batch = batch("race " + round + " ", ids, random);
                batches.add(batch);
                running.add(journal.start(batch));
            }
            assertOneWinnerEach(ids, batches, await(Uni.join().all(running).andFailFast()));
        }
        assertEquals(List.of(Integer.toString(rounds * ids)), recorded("saga"));
        assertEquals(List.of(Integer.toString(rounds * ids)), recorded("saga_request"));
    }

    private static List<Start> batch(String prefix, int ids, Random random) {
        var batch = new ArrayList<Start>();
        IntStream.range(0, ids).forEach(id -> batch.add(Sagas.start(prefix + id, UUID.randomUUID())));
        Collections.shuffle(batch, random);
        return batch;
    }

    private static void assertOneWinnerEach(int ids, List<List<Start>> batches, List<List<StartResult>> results) {
        Map<String, Start> winners = new HashMap<>();
        forEach(batches, results, (start, result) -> {
            if (result.equals(ACCEPTED)) {
                var other = winners.put(start.requestId(), start);
                assertEquals(null, other, "two winners of " + start.requestId());
            }
        });
        assertEquals(ids, winners.size());
        forEach(batches, results, (start, result) -> {
            if (!result.equals(ACCEPTED)) {
                assertEquals(known(winners.get(start.requestId())), result);
            }
        });
    }

    private interface Check {
        void of(Start start, StartResult result);
    }

    private static void forEach(List<List<Start>> batches, List<List<StartResult>> results, Check check) {
        for (int i = 0; i < batches.size(); i++) {
            for (int j = 0; j < batches.get(i).size(); j++) {
                check.of(batches.get(i).get(j), results.get(i).get(j));
            }
        }
    }

    private static List<String> recorded(String table) {
        return DATABASE.rows("SELECT count(*) FROM " + table + " WHERE request_id LIKE 'race %'");
    }

    private static StartResult known(Start start) {
        return new StartResult.AlreadyKnown(requestOf(start));
    }

    private static KnownRequest requestOf(Start start) {
        return new KnownRequest(start.saga().id(), start.fingerprint(), Optional.empty());
    }

    private void assertNothingRecorded(Start start) {
        var id = start.saga().id();
        assertEquals(Optional.empty(), await(journal().read(id)));
        for (var table : List.of("saga", "saga_event", "saga_request")) {
            assertEquals(
                    List.of("0"), DATABASE.rows("SELECT count(*) FROM " + table + " WHERE saga_id = '" + id + "'"));
        }
    }
}
