package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.Generators;
import com.google.rpc.RetryInfo;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.participant.contract.SettingsForTests;
import dev.roundtrip.participant.contract.WatchedPool;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that share transactions: who is in one with others is known by a lock that keeps the transaction before it open. */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "stock"),
        restrictToAnnotatedClass = true)
class BatchesTest {
    private static final ReserveCarRequest REQUEST =
            ReserveCarRequest.newBuilder().setLocation("OPO").build();
    private static final String HOT = "hot";
    private static final String OTHER = "other";
    private static final String PATIENT = "60s";
    private static final int LIMIT_SECONDS = 30;

    @Inject
    Barrier barrier;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    DataSource database;

    private final Set<Long> transactions = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void stock() throws SQLException {
        execute("TRUNCATE stock, night, participant_ledger");
        execute("INSERT INTO stock VALUES ('hot', 100), ('other', 100)");
        execute("INSERT INTO night SELECT n, 1000 FROM generate_series(1, 20) n");
    }

    @Test
    void callsThatComeWhileOthersAreAtWorkShareATransaction() throws SQLException {
        var steps = newSteps(6);
        List<CompletableFuture<Answer>> answers;
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill();
            answers = steps.stream().map(step -> reserve(step, HOT)).toList();
            assertNobodyIsTold(answers);
            lock.rollback();
            answers.forEach(answer -> assertInstanceOf(Answer.Reserved.class, await(answer)));
            assertInstanceOf(Answer.Reserved.class, await(atWork));
        }
        assertEquals(93, available(HOT));
        assertEquals(2, transactions.size(), "the first for itself, all others together");
        for (var step : steps) {
            assertEquals(await(answers.get(steps.indexOf(step))), await(reserve(step, HOT)));
        }
        assertEquals(93, available(HOT));
    }

    @Test
    void ofABatchExactlyAsManySucceedAsThereIs() throws SQLException {
        execute("UPDATE stock SET available = 4 WHERE name = 'hot'");
        List<CompletableFuture<Answer>> answers;
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill();
            answers = newSteps(12).stream().map(step -> reserve(step, HOT)).toList();
            lock.rollback();
            assertInstanceOf(Answer.Reserved.class, await(atWork));
            assertEquals(
                    3,
                    answers.stream()
                            .map(BatchesTest::await)
                            .filter(Answer.Reserved.class::isInstance)
                            .count());
        }
        answers.stream()
                .map(BatchesTest::await)
                .filter(answer -> !(answer instanceof Answer.Reserved))
                .forEach(answer -> assertInstanceOf(Answer.Rejected.class, answer));
        assertEquals(0, available(HOT));
    }

    @Test
    void aRepeatAndASecondOfTheSameKeyAndOneWithOtherFieldsAreEachToldTheirOwn() throws SQLException {
        var known = newStep();
        var first = await(reserve(known, HOT));
        var twice = newStep();
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill();
            var repeat = reserve(known, HOT);
            var other = reserve(known, REQUEST.toBuilder().setLocation("LIS").build(), this::takeHot);
            var once = reserve(twice, HOT);
            var again = reserve(twice, HOT);
            var fresh = reserve(newStep(), HOT);
            lock.rollback();
            assertInstanceOf(Answer.Reserved.class, await(atWork));
            assertEquals(first, await(repeat));
            assertEquals(Status.Code.INVALID_ARGUMENT, code(other));
            assertEquals(await(once), await(again));
            assertInstanceOf(Answer.Reserved.class, await(fresh));
        }
        assertEquals(96, available(HOT));
    }

    @Test
    void oneThatCannotBeDoneDoesTheOthersNoHarm() throws SQLException {
        var bad = newStep();
        var worse = newStep();
        List<CompletableFuture<Answer>> good;
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill();
            good = new ArrayList<>(
                    newSteps(4).stream().map(step -> reserve(step, HOT)).toList());
            var bug = reserve(bad, REQUEST, transaction -> {
                throw new IllegalStateException("a bug");
            });
            var wrong = reserve(
                    worse,
                    REQUEST,
                    transaction -> transaction.query("SELECT 1 / 0").execute().chain(() -> takeHot(transaction)));
            good.addAll(newSteps(4).stream().map(step -> reserve(step, HOT)).toList());
            lock.rollback();
            good.forEach(answer -> assertInstanceOf(Answer.Reserved.class, await(answer)));
            assertInstanceOf(Answer.Reserved.class, await(atWork));
            assertInstanceOf(StepFailed.class, failure(bug));
            assertInstanceOf(StepFailed.class, failure(wrong));
        }
        assertEquals(91, available(HOT));
        assertEquals(Optional.empty(), barrier.find(bad).await().indefinitely());
        assertEquals(Optional.empty(), barrier.find(worse).await().indefinitely());
    }

    @Test
    void cancelsShareATransactionTooAndGiveEachBackOnce() throws SQLException {
        var reserved = newSteps(3);
        reserved.forEach(step -> await(reserve(step, HOT)));
        var unknown = newStep();
        try (var lock = lock(HOT)) {
            var calls = Stream.concat(reserved.stream(), Stream.of(unknown, reserved.getFirst()))
                    .map(this::cancel)
                    .toList();
            lock.rollback();
            calls.forEach(BatchesTest::await);
        }
        assertEquals(100, available(HOT));
        for (var step : Stream.concat(reserved.stream(), Stream.of(unknown)).toList()) {
            assertInstanceOf(Answer.Superseded.class, await(reserve(step, HOT)));
        }
    }

    @Test
    void whoWantsSomethingElseDoesNotWait() throws SQLException {
        assertNotEquals(
                Math.floorMod(HOT.hashCode(), 8), Math.floorMod(OTHER.hashCode(), 8), "the same till by chance");
        try (var lock = lock(HOT)) {
            var held = newSteps(30).stream().map(step -> reserve(step, HOT)).toList();
            for (var step : newSteps(5)) {
                assertInstanceOf(Answer.Reserved.class, await(reserve(step, OTHER)));
            }
            assertNobodyIsTold(held);
            lock.rollback();
            held.forEach(BatchesTest::await);
        }
        assertEquals(70, available(HOT));
    }

    @Test
    void pastTheBoundReservesAreToldToComeBackAndCancelsGoThrough() throws Exception {
        var small = barrier("max-waiting-reserves", "2", "max-batch", "1");
        try (var lock = lock(HOT)) {
            var held = new ArrayList<>(List.of(holdTheTill(small)));
            for (var step : newSteps(2)) {
                held.add(small.reserve(step, HOT, REQUEST, this::takeHot).subscribeAsCompletionStage());
            }

            var refused = failure(
                    small.reserve(newStep(), OTHER, REQUEST, this::takeHot).subscribeAsCompletionStage());
            assertToldToComeBack(refused);
            await(small.cancel(newStep(), this::giveBackHot).subscribeAsCompletionStage());

            lock.rollback();
            held.forEach(answer -> assertInstanceOf(Answer.Reserved.class, await(answer)));
        }
        await(small.reserve(newStep(), HOT, REQUEST, this::takeHot).subscribeAsCompletionStage());
        assertEquals(96, available(HOT));
    }

    @Test
    void pastTheBoundCancelsAreToldToComeBackAndReservesGoThrough() throws Exception {
        var small = barrier("max-waiting-cancels", "2", "max-batch", "1", "cancel-tills", "1", "max-wait", "30s");
        var reserved = newStep();
        await(reserve(reserved, HOT));
        try (var lock = lock(HOT)) {
            var atWork = new CompletableFuture<Void>();
            var held = new ArrayList<CompletableFuture<Void>>();
            held.add(small.cancel(reserved, transaction -> {
                        atWork.complete(null);
                        return giveBackHot(transaction);
                    })
                    .subscribeAsCompletionStage());
            await(atWork);
            for (var step : newSteps(2)) {
                held.add(small.cancel(step, this::giveBackHot).subscribeAsCompletionStage());
            }

            assertToldToComeBack(
                    failure(small.cancel(newStep(), this::giveBackHot).subscribeAsCompletionStage()));
            assertInstanceOf(
                    Answer.Reserved.class,
                    await(small.reserve(newStep(), OTHER, REQUEST, transaction -> take(transaction, OTHER))
                            .subscribeAsCompletionStage()));
            assertNobodyIsTold(held);

            lock.rollback();
            held.forEach(BatchesTest::await);
        }
        await(small.cancel(newStep(), this::giveBackHot).subscribeAsCompletionStage());
        assertEquals(100, available(HOT));
    }

    @Test
    void whoWaitsTooLongIsToldToComeBackAndNothingHasHappened() throws SQLException {
        var impatient = barrier("max-wait", "1s", "max-batch", "1");
        var steps = newSteps(3);
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill(impatient);
            var late = steps.stream()
                    .map(step ->
                            impatient.reserve(step, HOT, REQUEST, this::takeHot).subscribeAsCompletionStage())
                    .toList();
            late.forEach(call -> assertToldToComeBack(failure(call)));
            assertFalse(atWork.isDone(), "refused while the transaction before them was under way");
            lock.rollback();
            assertInstanceOf(Answer.Reserved.class, await(atWork));
        }
        for (var step : steps) {
            assertEquals(Optional.empty(), barrier.find(step).await().indefinitely());
        }
        assertEquals(1, transactions.size());
        assertInstanceOf(
                Answer.Reserved.class,
                await(impatient
                        .reserve(steps.getFirst(), HOT, REQUEST, this::takeHot)
                        .subscribeAsCompletionStage()));
    }

    @Test
    void staysThatOverlapDoNotDeadlockFromTwoBarriersAtOnce() throws Exception {
        // With PATIENT, who is in a circle waits until PostgreSQL finds it, and isn't given up before.
        var watched = new WatchedPool(pool);
        var barriers = List.of(
                barrier(watched, "batch-lock-timeout", PATIENT),
                barrier(watched, "batch-lock-timeout", PATIENT, "max-batch", "16"));
        for (var round = 0; round < 12; round++) {
            var calls = new ArrayList<CompletableFuture<?>>();
            for (var i = 0; i < 120; i++) {
                var from = 1 + (i * 7 + round) % 12;
                var stay = new Stay(from, from + i % 8);
                var step = newStep();
                var mine = barriers.get(i % 2);
                calls.add(mine.reserve(step, "hotel" + i % 5, REQUEST, transaction -> Uni.createFrom()
                                .item(new Verdict.Reserve(CarReservation.getDefaultInstance(), stay.change(-1))))
                        .subscribeAsCompletionStage());
                calls.add(barriers.get((i + round) % 2)
                        .cancel(step, transaction -> Uni.createFrom().item(stay.change(1)))
                        .subscribeAsCompletionStage());
            }
            calls.forEach(BatchesTest::await);
        }
        assertEquals(List.of(), watched.failures(), "transactions that were undone");
        // Some reserves came after their cancels and were superseded; what was reserved was given back.
        assertEquals(20_000, number("SELECT sum(available) FROM night"));
    }

    @Test
    void readsHaveTheirOwnBoundAndLeaveRoomWhenTheyAreDone() {
        var reads = new Reads(SettingsForTests.with("concurrent-reads", "2", "max-reads", "4"));
        var gates = new ArrayList<CompletableFuture<String>>();
        var answers = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < 5; i++) {
            answers.add(reads.read(() -> {
                        var gate = new CompletableFuture<String>();
                        gates.add(gate);
                        return Uni.createFrom().completionStage(gate);
                    })
                    .subscribeAsCompletionStage());
        }
        assertEquals(2, gates.size(), "at work");
        assertToldToComeBack(failure(answers.removeLast()));
        for (var i = 0; i < 4; i++) {
            gates.get(i).complete("read");
        }
        answers.forEach(answer -> assertEquals("read", await(answer)));
        assertEquals(
                "more", await(reads.read(() -> Uni.createFrom().item("more")).subscribeAsCompletionStage()));
    }

    @Test
    void aReadWhoseTurnComesTooLateIsNotBegun() {
        // Long enough for the reads that do not have to wait.
        var settings = SettingsForTests.with("concurrent-reads", "1", "max-wait", "500ms");
        var reads = new Reads(settings);
        var gate = new CompletableFuture<String>();
        var first = reads.read(() -> Uni.createFrom().completionStage(gate)).subscribeAsCompletionStage();
        var begun = new CompletableFuture<Void>();
        var late = reads.read(() -> {
                    begun.complete(null);
                    return Uni.createFrom().item("late");
                })
                .subscribeAsCompletionStage();
        var patience = Patience.of(settings.maxWait(), Optional.empty(), System.nanoTime());
        while (!patience.isOver(System.nanoTime())) {
            Thread.onSpinWait();
        }
        gate.complete("read");

        assertEquals("read", await(first));
        assertToldToComeBack(failure(late));
        assertFalse(begun.isDone());
        assertEquals(
                "more", await(reads.read(() -> Uni.createFrom().item("more")).subscribeAsCompletionStage()));
    }

    @Test
    void aCancelThatCannotHaveItsRowDoesThoseBesideItNoHarm() throws Exception {
        var one = barrier("cancel-tills", "1", "max-wait", "30s");
        var onHot = newSteps(2);
        onHot.forEach(step -> await(reserve(step, HOT)));
        var onOther = newStep();
        await(reserve(onOther, OTHER));
        try (var lock = lock(HOT)) {
            var atWork = new CompletableFuture<Void>();
            var first = one.cancel(onHot.getFirst(), transaction -> {
                        atWork.complete(null);
                        return giveBackHot(transaction);
                    })
                    .subscribeAsCompletionStage();
            await(atWork);
            var beside = one.cancel(onOther, transaction -> Uni.createFrom().item(change(OTHER, 1)))
                    .subscribeAsCompletionStage();
            var second = one.cancel(onHot.getLast(), this::giveBackHot).subscribeAsCompletionStage();

            await(beside);
            assertInstanceOf(StepFailed.class, failure(first));
            assertInstanceOf(StepFailed.class, failure(second));
            lock.rollback();
        }
        assertEquals(100, available(OTHER));
    }

    @Test
    void whatIsRefusedForItsFieldsCostsTheOthersNoTransactions() throws SQLException {
        var good = new ArrayList<CompletableFuture<Answer>>();
        var wrong = new ArrayList<CompletableFuture<Answer>>();
        try (var lock = lock(HOT)) {
            var atWork = holdTheTill();
            for (var i = 0; i < 64; i++) {
                if (i % 10 == 3) {
                    wrong.add(reserve(newStep(), REQUEST, transaction -> Uni.createFrom()
                            .item(new Verdict.Refuse(
                                    FieldViolations.single("location", "must be a place that we know")))));
                } else {
                    good.add(reserve(newStep(), HOT));
                }
            }
            lock.rollback();
            assertInstanceOf(Answer.Reserved.class, await(atWork));
            good.forEach(answer -> assertInstanceOf(Answer.Reserved.class, await(answer)));
            wrong.forEach(answer -> assertEquals(Status.Code.INVALID_ARGUMENT, code(answer)));
        }
        assertTrue(transactions.size() <= 3, transactions.size() + " transactions for one batch");
    }

    private record Stay(int first, int last) {
        /** As hotels do it: the nights in order. */
        StockChange change(int rooms) {
            return new StockChange("%03d".formatted(first), """
                    WITH locked AS (SELECT night FROM night WHERE night BETWEEN $1 AND $2 ORDER BY night FOR UPDATE)
                    UPDATE night n SET available = available + $3 FROM locked
                    WHERE n.night = locked.night AND available + $3 >= 0""", Tuple.of(first, last, rooms), last - first + 1);
        }
    }

    private CompletableFuture<Answer> holdTheTill() {
        return holdTheTill(barrier);
    }

    /** A reserve that is at work, and stays so as long as the row is locked. */
    private CompletableFuture<Answer> holdTheTill(Barrier held) {
        var working = new CompletableFuture<Void>();
        var answer = held.reserve(newStep(), HOT, REQUEST, transaction -> {
                    working.complete(null);
                    return takeHot(transaction);
                })
                .subscribeAsCompletionStage();
        await(working);
        return answer;
    }

    private CompletableFuture<Answer> reserve(StepId step, String wanted) {
        return barrier.reserve(step, wanted, REQUEST, transaction -> take(transaction, wanted))
                .subscribeAsCompletionStage();
    }

    private CompletableFuture<Answer> reserve(StepId step, ReserveCarRequest request, Decision decision) {
        return barrier.reserve(step, HOT, request, decision).subscribeAsCompletionStage();
    }

    private CompletableFuture<Void> cancel(StepId step) {
        return barrier.cancel(step, this::giveBackHot).subscribeAsCompletionStage();
    }

    private Uni<Verdict> takeHot(SqlClient transaction) {
        return take(transaction, HOT);
    }

    private Uni<Verdict> take(SqlClient transaction, String name) {
        return transaction
                .preparedQuery("SELECT available, pg_current_xact_id()::text::bigint AS id FROM stock WHERE name = $1")
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next())
                .invoke(row -> transactions.add(row.getLong("id")))
                .map(row -> row.getInteger("available") == 0
                        ? Verdict.reject("SOLD_OUT", "None is left.")
                        : new Verdict.Reserve(CarReservation.getDefaultInstance(), change(name, -1)));
    }

    private Uni<StockChange> giveBackHot(SqlClient transaction) {
        return Uni.createFrom().item(change(HOT, 1));
    }

    private static StockChange change(String name, int quantity) {
        return new StockChange(
                name,
                "UPDATE stock SET available = available + $2 WHERE name = $1 AND available + $2 >= 0",
                Tuple.of(name, quantity),
                1);
    }

    private Barrier barrier(String... settings) {
        return barrier(pool, settings);
    }

    private Barrier barrier(Pool connections, String... settings) {
        var own = SettingsForTests.with(settings);
        return new Barrier(own, connections, new Reads(own), vertx);
    }

    /** Locks the row, so that whoever takes from it waits. */
    private Connection lock(String name) throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE stock SET available = available WHERE name = '" + name + "'");
        }
        return connection;
    }

    private static void assertNobodyIsTold(List<? extends CompletableFuture<?>> answers) {
        answers.forEach(answer -> assertFalse(answer.isDone(), "told too early"));
    }

    private static StepId newStep() {
        return new StepId(Generators.timeBasedEpochRandomGenerator().generate(), "car");
    }

    private static List<StepId> newSteps(int number) {
        return Stream.generate(BatchesTest::newStep).limit(number).toList();
    }

    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call has no answer after " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Throwable failure(CompletableFuture<?> call) {
        try {
            var answer = call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("a call that should have failed was answered " + answer);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("a call has no answer after " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void assertToldToComeBack(Throwable refused) {
        assertEquals(
                Status.Code.RESOURCE_EXHAUSTED, Status.fromThrowable(refused).getCode());
        assertTrue(StatusProto.fromThrowable(refused).getDetails(0).is(RetryInfo.class));
    }

    private static Status.Code code(CompletableFuture<?> call) {
        return Status.fromThrowable(failure(call)).getCode();
    }

    private int available(String name) throws SQLException {
        return number("SELECT available FROM stock WHERE name = '" + name + "'");
    }

    private int number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
