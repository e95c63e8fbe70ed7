package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.Eventually.eventually;
import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import dev.roundtrip.saga.journal.Telling;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnavailableTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    @Test
    void whenNobodyListensEveryOperationSaysUnavailable() throws IOException {
        var journal = DATABASE.journalAt(freePort());
        operations(journal).forEach((name, operation) -> assertUnavailable(name, operation));
    }

    @Test
    void aServerWithoutAFreeConnectionIsUnavailable() {
        DATABASE.executeAsSuperuser("ALTER ROLE " + DATABASE.role() + " CONNECTION LIMIT 0");
        try {
            assertUnavailable("read", DATABASE.journals(1).getFirst().read(UUID.randomUUID()));
        } finally {
            DATABASE.executeAsSuperuser("ALTER ROLE " + DATABASE.role() + " CONNECTION LIMIT -1");
        }
    }

    @Test
    void aServerThatOnlyReadsIsUnavailableForWriting() {
        var journal = DATABASE.journal(Map.of("default_transaction_read_only", "on"));
        var start = Sagas.start("read only", NODE);

        assertUnavailable("start", journal.start(List.of(start)));

        assertEquals(Optional.empty(), await(journal.read(start.saga().id())));
    }

    @Test
    void aConnectionThatWasCutWhileItRestedIsReplaced() {
        var journal = DATABASE.journal(Map.of("application_name", "rested"));
        await(journal.findRequest("nothing"));
        terminate("application_name = 'rested'");
        eventually("the journal is there again", () -> answers(journal));
    }

    private static boolean answers(Journal journal) {
        try {
            return await(journal.findRequest("nothing")).isEmpty();
        } catch (JournalUnavailable e) {
            return false;
        }
    }

    @Test
    void anAppendThatWasCutBeforeItsCommitLeftNothingAndCanBeRepeated() throws SQLException {
        var saga = started("cut before");
        var append = Sagas.append(saga, NODE, 3);
        // A pool may hand out the connection that was cut once more; here that one is nobody else's.
        var journal = DATABASE.journals(1).getFirst();
        try (var blocker = DATABASE.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT 1 FROM saga WHERE saga_id = '" + saga.id() + "' FOR UPDATE");
            var cut = journal.append(List.of(append)).subscribeAsCompletionStage();
            eventually("the append waits for the row", () -> isWaitingFor("wait_event_type = 'Lock'"));
            terminate("wait_event_type = 'Lock'");
            assertUnavailable(cut);
            blocker.rollback();
        }

        assertFalse(read(saga).contains(append.appendId()));
        assertEquals(saga.sequence(), read(saga).row().lastSequence());
        assertEquals(saga.sequence(), read(saga).events().size());
        assertEquals(Set.of(saga.id()), await(DATABASE.journal().append(List.of(append))));
    }

    /** A commit waits for a standby that isn't there: it is on disk, and the reply can be lost for certain. */
    @Test
    void anAppendWhoseReplyWasLostIsFoundByItsId() {
        var saga = started("cut after");
        var append = Sagas.append(saga, NODE, 3);

        var journal = DATABASE.journal(Map.of("synchronous_commit", "on"));
        loseReplyOf(() -> journal.append(List.of(append)));

        assertTrue(read(saga).contains(append.appendId()));
        assertEquals(append.saga().sequence(), read(saga).row().lastSequence());
        assertEquals(append.saga().sequence(), read(saga).events().size());
        assertEquals(Set.of(), await(DATABASE.journal().append(List.of(append))), "it has been there");
    }

    @Test
    void aStartWhoseReplyWasLostIsFoundByItsRequestId() {
        var start = Sagas.start("start cut after", NODE);

        var journal = DATABASE.journal(Map.of("synchronous_commit", "on"));
        loseReplyOf(() -> journal.start(List.of(start)));

        var repeated = await(DATABASE.journal().start(List.of(start))).getFirst();
        assertEquals(
                start.saga().id(),
                assertInstanceOf(StartResult.AlreadyKnown.class, repeated).sagaId());
        assertTrue(read(start.saga()).contains(start.appendId()));
    }

    private interface Write {
        Uni<?> run();
    }

    private static void loseReplyOf(Write write) {
        DATABASE.executeAsSuperuser("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        DATABASE.executeAsSuperuser("SELECT pg_reload_conf()");
        try {
            eventually("the server wants a standby", () -> DATABASE.rows("SHOW synchronous_standby_names")
                    .equals(List.of("nobody")));
            var lost = write.run().subscribeAsCompletionStage();
            eventually("the commit waits for the standby", () -> isWaitingFor("wait_event = 'SyncRep'"));
            terminate("wait_event = 'SyncRep'");
            assertUnavailable(lost);
        } finally {
            DATABASE.executeAsSuperuser("ALTER SYSTEM RESET synchronous_standby_names");
            DATABASE.executeAsSuperuser("SELECT pg_reload_conf()");
        }
    }

    @Test
    void aBatchWithOneRowThatTheServerRefusesLeavesNothingBehind() {
        var good = started("good neighbour");
        var bad = started("bad neighbour");
        var batch = List.of(Sagas.append(good, NODE), Sagas.append(bad, NODE, unstorable()));

        assertRefused(CHARACTER_NOT_IN_REPERTOIRE, DATABASE.journal().append(batch));

        for (var saga : List.of(good, bad)) {
            assertEquals(saga.sequence(), read(saga).row().lastSequence());
            assertEquals(saga.sequence(), read(saga).events().size());
        }
        assertEquals(Set.of(good.id()), await(DATABASE.journal().append(List.of(batch.getFirst()))));
    }

    @Test
    void aStartUnderASagaIdThatIsTakenIsRefusedAndItsBatchLeavesNothingBehind() {
        var first = Sagas.start("first of the id", NODE);
        await(DATABASE.journal().start(List.of(first)));
        var neighbour = Sagas.start("neighbour of the id", NODE);
        var second = new Start(
                "second of the id", Telling.payload(""), NODE, UUID.randomUUID(), first.saga(), first.events());

        assertRefused(UNIQUE_VIOLATION, DATABASE.journal().start(List.of(neighbour, second)));

        assertEquals(Optional.empty(), await(DATABASE.journal().findRequest("second of the id")));
        assertEquals(Optional.empty(), await(DATABASE.journal().findRequest("neighbour of the id")));
        assertEquals(
                Optional.empty(), await(DATABASE.journal().read(neighbour.saga().id())));
    }

    /** Its events' key is not in the way, so it is the saga's row that is refused, last of all. */
    @Test
    void aStartByItselfUnderASagaIdThatIsTakenLeavesItsRequestIdFree() {
        var first = Sagas.start("first, without events", NODE);
        await(DATABASE.journal().start(List.of(first)));
        DATABASE.execute(
                "DELETE FROM saga_event WHERE saga_id = '" + first.saga().id() + "'");
        var second =
                new Start("second, alone", Telling.payload(""), NODE, UUID.randomUUID(), first.saga(), first.events());

        assertRefused(UNIQUE_VIOLATION, DATABASE.journal().start(List.of(second)));

        assertEquals(Optional.empty(), await(DATABASE.journal().findRequest("second, alone")));
        assertEquals(
                List.of("0"),
                DATABASE.rows("SELECT count(*) FROM saga_event WHERE saga_id = '"
                        + first.saga().id() + "'"));
    }

    @Test
    void aValueThatACheckForbidsIsRefusedNotUnavailable() {
        var saga = started("checked");
        DATABASE.execute("ALTER TABLE saga ADD CONSTRAINT few CHECK (request_id <> 'checked' OR last_sequence < 5)");
        try {
            assertRefused(CHECK_VIOLATION, DATABASE.journal().append(List.of(Sagas.append(saga, NODE, 3))));
            assertEquals(saga.sequence(), read(saga).events().size());
        } finally {
            DATABASE.execute("ALTER TABLE saga DROP CONSTRAINT few");
        }
    }

    /** PostgreSQL's text has no place for a zero character. */
    private static SagaEvent unstorable() {
        return new SagaEvent.CancelRequested(Instant.EPOCH, "zero: \u0000");
    }

    private static Map<String, Uni<?>> operations(Journal journal) {
        var knows = List.of(new DefinitionVersion("trip", 1));
        var start = Sagas.start("never", NODE);
        var operations = new LinkedHashMap<String, Uni<?>>();
        operations.put("start", journal.start(List.of(start)));
        operations.put("append", journal.append(List.of(Sagas.append(start.saga(), NODE))));
        operations.put("read", journal.read(start.saga().id()));
        operations.put("findRequest", journal.findRequest("never"));
        operations.put("claimable", journal.claimable(NODE, knows, 1));
        operations.put("quarantine", journal.quarantine(start.saga().id(), 1, "why"));
        operations.put("renew", journal.renew(NODE, "node", knows, Duration.ofSeconds(1)));
        operations.put("release", journal.release(NODE));
        operations.put("durabilityGaps", journal.durabilityGaps());
        return operations;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertUnavailable(String operation, Uni<?> uni) {
        assertThrows(JournalUnavailable.class, () -> await(uni), operation);
    }

    private static void assertUnavailable(CompletionStage<?> running) {
        var failure = assertThrows(
                CompletionException.class, () -> running.toCompletableFuture().join());
        assertInstanceOf(JournalUnavailable.class, failure.getCause());
    }

    private static void assertRefused(String sqlState, Uni<?> uni) {
        var refused = assertThrows(DatabaseException.class, () -> await(uni));
        assertEquals(sqlState, refused.getSqlState());
    }

    private static boolean isWaitingFor(String what) {
        return !DATABASE.rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND " + what)
                .isEmpty();
    }

    private static void terminate(String which) {
        var terminated = DATABASE.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND " + which);
        assertEquals(List.of("t"), terminated, "exactly one connection is meant");
    }

    private static Saga started(String requestId) {
        var start = Sagas.start(requestId, NODE);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private static Chronicle read(Saga saga) {
        return await(DATABASE.journal().read(saga.id())).orElseThrow();
    }
}
