package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.system.postgres.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What expires and what doesn't, on PostgreSQL, at a time that the tests say. */
@QuarkusTest
@TestProfile(ExpiryTest.SmallBatches.class)
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "expiry"),
        restrictToAnnotatedClass = true)
class ExpiryTest {
    private static final Instant NOW = Instant.parse("2031-05-01T12:00:00Z");
    private static final Duration RETENTION_AND_MARGIN = Duration.ofDays(31);
    private static final Instant LAST_DUE = NOW.minus(RETENTION_AND_MARGIN).minusMillis(1);
    private static final Instant FIRST_KEPT = NOW.minus(RETENTION_AND_MARGIN);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BATCH = 10;

    public static final class SmallBatches implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "roundtrip.participant.expiry-batch", String.valueOf(BATCH),
                    "roundtrip.participant.expiry-pause", "1ms",
                    "roundtrip.participant.expiry-interval", "0s");
        }
    }

    /** A service's own rows: it notes what it is told to delete, and fails when the test wants it to. */
    @Singleton
    public static class Remains implements Leftovers {
        private final List<StepId> told = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        @Override
        public Uni<Void> delete(SqlClient transaction, List<StepId> settled) {
            told.addAll(settled);
            return failing
                    ? Uni.createFrom().failure(new IllegalStateException("on purpose"))
                    : Uni.createFrom().voidItem();
        }
    }

    @Inject
    Remains remains;

    @Inject
    Expiry expiry;

    @Inject
    Barrier barrier;

    @Inject
    DataSource database;

    @BeforeEach
    void theLedgerIsEmpty() throws SQLException {
        execute("TRUNCATE participant_ledger");
        remains.told.clear();
        remains.failing = false;
    }

    @Test
    void whatIsDueIsDeletedAndNothingElse() throws SQLException {
        insert(3, "CANCELLED", LAST_DUE);
        insert(2, "REJECTED", LAST_DUE);
        insert(4, "RESERVED", LAST_DUE);
        insert(3, "CANCELLED", FIRST_KEPT);
        insert(2, "REJECTED", FIRST_KEPT);
        insert(1, "CANCELLED", NOW.plus(Duration.ofDays(1)));

        assertEquals(5, run());

        assertEquals("4 RESERVED, 4 CANCELLED, 2 REJECTED", kept());
        assertEquals(0, run());
    }

    @Test
    void anActiveReservationStaysHoweverOldItIs() throws SQLException {
        insert(BATCH + 1, "RESERVED", Instant.parse("1999-01-01T00:00:00Z"));
        assertEquals(0, run());
        assertEquals(BATCH + 1, number("SELECT count(*) FROM participant_ledger"));
    }

    @Test
    void whatAServiceHasLeftOverGoesWithEveryRowOrTheRowStays() throws SQLException {
        insert(BATCH + 3, "CANCELLED", LAST_DUE);
        insert(2, "RESERVED", LAST_DUE);
        remains.failing = true;
        assertThrows(IllegalStateException.class, this::run);
        assertEquals(BATCH + 3, number("SELECT count(*) FROM participant_ledger WHERE state = 'CANCELLED'"));
        remains.told.clear();
        remains.failing = false;
        assertEquals(BATCH + 3, run());
        assertEquals(
                IntStream.rangeClosed(1, BATCH + 3)
                        .mapToObj(n -> new StepId(UUID.fromString(sagaOf(LAST_DUE, n)), "cancelled"))
                        .toList(),
                remains.told);
    }

    @Test
    void aFreshTombstoneOfAnOldSagaIsNotNeededEither() throws SQLException {
        insert(1, "CANCELLED", LAST_DUE);
        execute("UPDATE participant_ledger SET recorded_at = now(), cancelled_at = now()");
        assertEquals(1, run());
    }

    @Test
    void everyStepOfASagaGoesEvenWhereABatchEndsBetweenThem() throws SQLException {
        for (var step = 0; step < 2 * BATCH + 3; step++) {
            execute("INSERT INTO participant_ledger (saga_id, step, state) VALUES ('" + sagaOf(LAST_DUE, 7) + "', 's"
                    + step + "', 'CANCELLED')");
        }
        assertEquals(2 * BATCH + 3, run());
    }

    @Test
    void noTransactionDeletesMoreThanABatch() throws SQLException {
        insert(4 * BATCH + 5, "CANCELLED", LAST_DUE);
        execute("CREATE TABLE deletion (transaction text)");
        execute("""
                CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO deletion VALUES (pg_current_xact_id()::text); RETURN OLD; END $$""");
        execute("CREATE TRIGGER note_deletion BEFORE DELETE ON participant_ledger"
                + " FOR EACH ROW EXECUTE FUNCTION note_deletion()");
        try {
            assertEquals(4 * BATCH + 5, run());
            assertEquals(
                    BATCH,
                    number("SELECT max(rows) FROM (SELECT count(*) AS rows FROM deletion GROUP BY transaction) t"));
            assertEquals(5, number("SELECT count(DISTINCT transaction) FROM deletion"));
        } finally {
            execute("DROP TRIGGER note_deletion ON participant_ledger");
            execute("DROP FUNCTION note_deletion");
            execute("DROP TABLE deletion");
        }
    }

    @Test
    void aRowThatIsInUseIsPassedOverAndGoneNextTime() throws SQLException {
        insert(BATCH + 3, "CANCELLED", LAST_DUE);
        try (var user = database.getConnection()) {
            user.setAutoCommit(false);
            execute(user, "SELECT 1 FROM participant_ledger WHERE saga_id = '" + sagaOf(LAST_DUE, 1) + "' FOR UPDATE");
            assertEquals(BATCH + 2, run());
            user.rollback();
        }
        assertEquals(1, number("SELECT count(*) FROM participant_ledger"));
        assertEquals(1, run());
    }

    @Test
    void whoReservesOrCancelsMeanwhileIsNotHeldUp() throws Exception {
        execute("TRUNCATE stock");
        execute("INSERT INTO stock VALUES ('room', 5)");
        var reserved = newStep();
        reserve(reserved);
        insert(BATCH + 3, "CANCELLED", LAST_DUE);
        // Where the sweep waits: it has a whole batch of rows by then, and hasn't committed.
        execute("CREATE TABLE gate AS SELECT 1 AS one");
        execute("""
                CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM one FROM gate FOR UPDATE; RETURN NULL; END $$""");
        execute(
                "CREATE TRIGGER pass_gate AFTER DELETE ON participant_ledger FOR EACH STATEMENT EXECUTE FUNCTION pass_gate()");
        try (var gate = database.getConnection()) {
            gate.setAutoCommit(false);
            execute(gate, "SELECT one FROM gate FOR UPDATE");
            var sweep = expiry.runOnce(NOW).subscribeAsCompletionStage();
            waitFor(1, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");

            reserve(newStep());
            cancel(reserved);
            cancel(newStep());
            // An old key too, that this batch doesn't have.
            cancel(new StepId(UUID.fromString(sagaOf(LAST_DUE, BATCH + 2)), "cancelled"));

            assertFalse(sweep.isDone(), "the sweep was over before the calls");
            gate.rollback();
            assertEquals(BATCH + 3, sweep.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } finally {
            execute("DROP TRIGGER pass_gate ON participant_ledger");
            execute("DROP FUNCTION pass_gate");
            execute("DROP TABLE gate");
        }
        assertEquals(4, number("SELECT available FROM stock"));
    }

    private static StepId newStep() {
        return new StepId(Generators.timeBasedEpochRandomGenerator().generate(), "room");
    }

    private void reserve(StepId step) {
        var verdict = new Verdict.Reserve(CarReservation.getDefaultInstance(), room(-1));
        var answer = barrier.reserve(
                        step, "room", ReserveCarRequest.getDefaultInstance(), transaction -> Uni.createFrom()
                                .item(verdict))
                .await()
                .atMost(LIMIT);
        assertInstanceOf(Answer.Reserved.class, answer);
    }

    private void cancel(StepId step) {
        barrier.cancel(step, transaction -> Uni.createFrom().item(room(1)))
                .await()
                .atMost(LIMIT);
    }

    private static StockChange room(int by) {
        return new StockChange(
                "room", "UPDATE stock SET available = available + $1 WHERE name = 'room'", Tuple.of(by), 1);
    }

    private void waitFor(int expected, String sql) throws SQLException {
        var end = System.nanoTime() + LIMIT.toNanos();
        for (var found = number(sql); found != expected; found = number(sql)) {
            assertTrue(System.nanoTime() < end, "still " + found + " and not " + expected + ": " + sql);
        }
    }

    @Test
    void severalAtOnceShareTheWork() throws SQLException {
        insert(20 * BATCH, "CANCELLED", LAST_DUE);
        var rows = Uni.join()
                .all(expiry.runOnce(NOW), expiry.runOnce(NOW), expiry.runOnce(NOW))
                .andFailFast()
                .await()
                .atMost(LIMIT);
        assertEquals(20 * BATCH, rows.stream().mapToLong(Long::longValue).sum() + run());
        assertEquals(0, number("SELECT count(*) FROM participant_ledger"));
    }

    @Test
    void whatIsDueIsFoundWithoutReadingWhatIsActive() throws SQLException {
        insert(50_000, "RESERVED", LAST_DUE.minus(Duration.ofDays(100)));
        insert(100, "CANCELLED", LAST_DUE);
        execute("ANALYZE participant_ledger");
        try (var connection = database.getConnection()) {
            // The plan for any arguments: it must be right before it is known how old is old.
            execute(connection, "SET plan_cache_mode = force_generic_plan");
            execute(connection, "PREPARE expiry (uuid, uuid, bigint) AS " + Expiry.DELETE);
            var plan = read(
                    connection,
                    "EXPLAIN (ANALYZE, BUFFERS) EXECUTE expiry ('" + sagaOf(FIRST_KEPT, 0)
                            + "', '00000000-0000-0000-0000-000000000000', 100)");
            execute(connection, "RESET plan_cache_mode");
            execute(connection, "DEALLOCATE expiry");
            assertTrue(plan.contains("participant_ledger_expiry"), plan);
            assertFalse(plan.contains("Seq Scan on participant_ledger "), plan);
        }
        assertEquals("50000 RESERVED", kept());
    }

    private long run() {
        return expiry.runOnce(NOW).await().atMost(LIMIT);
    }

    private String kept() throws SQLException {
        try (var connection = database.getConnection()) {
            return read(
                            connection,
                            "SELECT count(*) || ' ' || state FROM participant_ledger GROUP BY state"
                                    + " ORDER BY count(*) DESC, state DESC")
                    .lines()
                    .collect(Collectors.joining(", "));
        }
    }

    private void insert(int rows, String state, Instant startedAt) throws SQLException {
        var prefix = sagaOf(startedAt, 0).substring(0, 24);
        execute("INSERT INTO participant_ledger (saga_id, step, state) SELECT ('" + prefix
                + "' || lpad(to_hex(i), 12, '0'))::uuid, lower('" + state + "'), '" + state
                + "' FROM generate_series(1, " + rows + ") i");
    }

    /** A version-7 UUID of that millisecond. */
    private static String sagaOf(Instant time, int number) {
        var millis = "%012x".formatted(time.toEpochMilli());
        return "%s-%s-7000-8000-%012x".formatted(millis.substring(0, 8), millis.substring(8), number);
    }

    private int number(String sql) throws SQLException {
        try (var connection = database.getConnection()) {
            return Integer.parseInt(read(connection, sql).strip());
        }
    }

    private static String read(Connection connection, String sql) throws SQLException {
        var lines = new StringBuilder();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.append(rows.getString(1)).append('\n');
            }
        }
        return lines.toString();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
