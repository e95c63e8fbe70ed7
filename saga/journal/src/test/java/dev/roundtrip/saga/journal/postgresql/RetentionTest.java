package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.Eventually.eventually;
import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Ending;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which sagas and request ids are deleted, and what is told of them afterwards. */
class RetentionTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final Duration AGE = Duration.ofHours(2);
    private static final String DUE = "121 minutes";
    private static final String NOT_DUE = "119 minutes";
    private static final int PLENTY = 1000;

    @BeforeEach
    void nothingIsThere() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
    }

    // ---- sagas

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "COMPENSATED", "CLOSED_BY_OPERATOR"})
    void aSagaThatEndedLongAgoIsDeletedWithItsHistoryAndItsRequestIdTellsHowItEnded(SagaStatus status) {
        var start = ended("one", status, DUE);
        var endedAt = Instant.parse(DATABASE.rows(
                        "SELECT to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM saga")
                .getFirst());

        assertEquals(1, deleteEnded());

        assertEquals(
                Optional.empty(), await(DATABASE.journal().read(start.saga().id())));
        assertEquals(Optional.empty(), await(DATABASE.journal().row(start.saga().id())));
        assertEquals(List.of(), DATABASE.rows("SELECT sequence FROM saga_event"));
        var gone = new KnownRequest(start.saga().id(), start.fingerprint(), Optional.of(new Ending(status, endedAt)));
        assertEquals(Optional.of(gone), await(DATABASE.journal().findRequest("one")));
        assertEquals(0, deleteEnded());
    }

    @Test
    void oneThatEndedLaterStaysAsItIs() {
        var start = ended("one", SagaStatus.COMPLETED, NOT_DUE);
        assertEquals(0, deleteEnded());
        assertEquals(
                2,
                await(DATABASE.journal().read(start.saga().id()))
                        .orElseThrow()
                        .events()
                        .size());
        assertEquals(
                Optional.of(new KnownRequest(start.saga().id(), start.fingerprint(), Optional.empty())),
                await(DATABASE.journal().findRequest("one")));
    }

    /** An end is what counts; of the rest nothing does, should it be there by some bug too. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING, stuck = true",
        "RUNNING, paused = true",
        "RUNNING, quarantined = 'unreadable'",
        "RUNNING, unknown_version = true",
        "COMPENSATING, stuck = true",
        "RUNNING, ended_at = '2001-01-01'",
        "COMPENSATING, ended_at = '2001-01-01'"
    })
    void whatHasNotEndedStaysHoweverOldItIs(String status, String flag) {
        var start = started("one");
        DATABASE.execute("UPDATE saga SET created_at = '2001-01-01', status = '" + status + "', " + flag);
        DATABASE.execute("UPDATE saga_event SET at = '2001-01-01'");
        assertEquals(0, deleteEnded());
        assertEquals(0, deleteRequests());
        assertEquals(
                2,
                await(DATABASE.journal().read(start.saga().id()))
                        .orElseThrow()
                        .events()
                        .size());
    }

    @Test
    void oneBatchDeletesTheOldestAndTheNextGoesOnFromThere() {
        IntStream.range(0, 7).forEach(n -> ended("r" + n, SagaStatus.COMPLETED, (200 - n) + " minutes"));
        var first = await(DATABASE.journal().deleteEnded(AGE, Instant.EPOCH, 3));
        assertEquals(3, first.count());
        assertEquals(List.of("r3", "r4", "r5", "r6"), DATABASE.rows("SELECT request_id FROM saga ORDER BY 1"));
        var second = await(DATABASE.journal().deleteEnded(AGE, first.last(), 3));
        assertEquals(3, second.count());
        assertFalse(second.last().isBefore(first.last()));
        var third = await(DATABASE.journal().deleteEnded(AGE, second.last(), 3));
        assertEquals(1, third.count());
        assertEquals(new Deleted(0, third.last()), await(DATABASE.journal().deleteEnded(AGE, third.last(), 3)));
    }

    @Test
    void thoseThatEndedAtOneMomentAllGoWhereverABatchEnds() {
        IntStream.range(0, 7).forEach(n -> ended("r" + n, SagaStatus.COMPLETED, DUE));
        DATABASE.execute("UPDATE saga SET ended_at = '2026-01-01'");
        var from = Instant.EPOCH;
        for (var batch : List.of(3, 3, 1)) {
            var deleted = await(DATABASE.journal().deleteEnded(AGE, from, 3));
            assertEquals(batch, deleted.count());
            from = deleted.last();
        }
    }

    @Test
    void whatSomebodyElseIsJustDeletingIsPassedOver() throws SQLException {
        ended("mine", SagaStatus.COMPLETED, DUE);
        ended("theirs", SagaStatus.COMPLETED, DUE);
        try (var other = DATABASE.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM saga WHERE request_id = 'theirs' FOR UPDATE");
            assertEquals(1, deleteEnded());
            assertEquals(List.of("theirs"), DATABASE.rows("SELECT request_id FROM saga"));
            other.rollback();
        }
        assertEquals(1, deleteEnded());
    }

    @Test
    void nodesThatDeleteAtOnceShareTheWork() {
        int sagas = 600;
        await(DATABASE.journal()
                .start(IntStream.range(0, sagas)
                        .mapToObj(n -> Sagas.start("r" + n, NODE))
                        .toList()));
        DATABASE.execute("UPDATE saga SET status = 'COMPLETED', ended_at = now() - interval '" + DUE + "'");
        int deleted = 0;
        var journals = DATABASE.journals(4);
        while (!DATABASE.rows("SELECT FROM saga LIMIT 1").isEmpty()) {
            var round = await(Uni.join()
                    .all(journals.stream()
                            .map(journal -> journal.deleteEnded(AGE, Instant.EPOCH, 40))
                            .toList())
                    .andFailFast());
            deleted += round.stream().mapToInt(Deleted::count).sum();
        }
        assertEquals(sagas, deleted);
        assertEquals(List.of("" + sagas), DATABASE.rows("SELECT count(status) FROM saga_request"));
        assertEquals(List.of(), DATABASE.rows("SELECT 1 FROM saga_event"));
    }

    @Test
    void anAppendToADeletedSagaMovesNothing() {
        var start = ended("one", SagaStatus.COMPLETED, DUE);
        deleteEnded();
        var late = Sagas.append(start.saga(), NODE);
        assertEquals(Set.of(), await(DATABASE.journal().append(List.of(late))));
        assertEquals(List.of(), DATABASE.rows("SELECT sequence FROM saga_event"));
    }

    // ---- repeats

    @Test
    void aRepeatOfADeletedSagasRequestStartsNothing() {
        var first = ended("one", SagaStatus.COMPENSATED, DUE);
        deleteEnded();
        var result = await(DATABASE.journal().start(List.of(Sagas.start("one", NODE))))
                .getFirst();
        var known = assertInstanceOf(StartResult.AlreadyKnown.class, result).request();
        assertEquals(first.saga().id(), known.sagaId());
        assertEquals(SagaStatus.COMPENSATED, known.gone().orElseThrow().status());
        assertEquals(List.of(), DATABASE.rows("SELECT saga_id FROM saga"));
    }

    /** However they come, each repeat finds the saga or what is left of it. */
    @Test
    void repeatsThatRaceTheDeletionNeverStartASecondSaga() {
        int sagas = 200;
        var firsts = IntStream.range(0, sagas)
                .mapToObj(n -> Sagas.start("r" + n, NODE))
                .toList();
        await(DATABASE.journal().start(firsts));
        DATABASE.execute("UPDATE saga SET status = 'COMPLETED', ended_at = now() - interval '" + DUE + "'");
        var deleting = DATABASE.journals(1).getFirst();
        var gone = new HashSet<Boolean>();
        for (int round = 0; round < 10; round++) {
            var repeats = IntStream.range(0, sagas)
                    .mapToObj(n -> Sagas.start("r" + n, UUID.randomUUID()))
                    .toList();
            var deletion = deleting.deleteEnded(AGE, Instant.EPOCH, 20).subscribeAsCompletionStage();
            var results = await(DATABASE.journal().start(repeats));
            for (int n = 0; n < sagas; n++) {
                var known = assertInstanceOf(StartResult.AlreadyKnown.class, results.get(n));
                assertEquals(firsts.get(n).saga().id(), known.sagaId());
                gone.add(known.request().gone().isPresent());
            }
            assertEquals(20, deletion.join().count());
        }
        assertEquals(2, gone.size(), "some before and some after the deletion");
    }

    // ---- request ids

    @Test
    void aRequestIdGoesLaterThanItsSagaAndMayThenBeUsedAgain() {
        ended("one", SagaStatus.COMPLETED, "3 hours");
        ended("two", SagaStatus.COMPLETED, DUE);
        assertEquals(
                2,
                await(DATABASE.journal().deleteEnded(Duration.ofHours(1), Instant.EPOCH, PLENTY))
                        .count());
        assertEquals(
                1,
                await(DATABASE.journal().deleteRequests(Duration.ofMinutes(150), Instant.EPOCH, PLENTY))
                        .count());
        assertEquals(Optional.empty(), await(DATABASE.journal().findRequest("one")));
        assertEquals(
                List.of(new StartResult.Accepted()),
                await(DATABASE.journal().start(List.of(Sagas.start("one", NODE)))));
        assertInstanceOf(
                StartResult.AlreadyKnown.class,
                await(DATABASE.journal().start(List.of(Sagas.start("two", NODE))))
                        .getFirst());
    }

    @Test
    void aRequestIdStaysForAsLongAsItsSagaDoes() {
        ended("one", SagaStatus.COMPLETED, DUE);
        started("two");
        assertEquals(0, deleteRequests());
        assertEquals(List.of("2"), DATABASE.rows("SELECT count(*) FROM saga_request"));
    }

    @Test
    void requestIdsGoInBatchesTheOldestFirst() {
        IntStream.range(0, 5).forEach(n -> ended("r" + n, SagaStatus.COMPLETED, (200 - n) + " minutes"));
        deleteEnded();
        var first = await(DATABASE.journal().deleteRequests(AGE, Instant.EPOCH, 3));
        assertEquals(3, first.count());
        assertEquals(List.of("r3", "r4"), DATABASE.rows("SELECT request_id FROM saga_request ORDER BY 1"));
        assertEquals(
                2,
                await(DATABASE.journal().deleteRequests(AGE, first.last(), 3)).count());
    }

    /** Where the start finds the request id taken, and it is gone by the time it asks by whom. */
    @Test
    void aRequestIdThatVanishesWhileAStartAsksWhoseItIsIsFree() {
        ended("one", SagaStatus.COMPLETED, DUE);
        deleteEnded();
        DATABASE.execute("""
                CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN DELETE FROM saga_request WHERE ended_at IS NOT NULL; RETURN NULL; END $$""");
        DATABASE.execute("CREATE TRIGGER vanish AFTER INSERT ON saga_request EXECUTE FUNCTION vanish()");
        try {
            var other = Sagas.start("other", NODE);
            var again = Sagas.start("one", NODE);
            assertEquals(
                    List.of(new StartResult.Accepted(), new StartResult.Accepted()),
                    await(DATABASE.journal().start(List.of(other, again))));
            assertEquals(List.of("one", "other"), DATABASE.rows("SELECT request_id FROM saga ORDER BY request_id"));
        } finally {
            DATABASE.execute("DROP TRIGGER vanish ON saga_request");
            DATABASE.execute("DROP FUNCTION vanish");
        }
    }

    /** Who starts under a request id that is just being deleted waits for that, and then has it. */
    @Test
    void aStartUnderARequestIdThatIsJustBeingDeletedIsTheFirst() throws Exception {
        ended("one", SagaStatus.COMPLETED, DUE);
        deleteEnded();
        try (var deletion = DATABASE.connect();
                var statement = deletion.createStatement()) {
            deletion.setAutoCommit(false);
            statement.execute("DELETE FROM saga_request");
            var start =
                    DATABASE.journal().start(List.of(Sagas.start("one", NODE))).subscribeAsCompletionStage();
            eventually("the start waits for the deletion", () -> DATABASE.waiting() == 1);
            deletion.commit();
            assertEquals(
                    List.of(new StartResult.Accepted()),
                    start.get(JournalDatabase.TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    // ---- sagas to delete

    private static int deleteEnded() {
        return await(DATABASE.journal().deleteEnded(AGE, Instant.EPOCH, PLENTY)).count();
    }

    private static int deleteRequests() {
        return await(DATABASE.journal().deleteRequests(AGE, Instant.EPOCH, PLENTY))
                .count();
    }

    private static Start started(String requestId) {
        var start = Sagas.start(requestId, NODE);
        await(DATABASE.journal().start(List.of(start)));
        return start;
    }

    private static Start ended(String requestId, SagaStatus status, String ago) {
        var start = started(requestId);
        DATABASE.execute("UPDATE saga SET status = '" + status + "', ended_at = now() - interval '" + ago
                + "' WHERE request_id = '" + requestId + "'");
        return start;
    }
}
