package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract test can't see over the wire, on a stock of one thing. */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "stock"),
        restrictToAnnotatedClass = true)
class BarrierTest {
    private static final ReserveCarRequest REQUEST =
            ReserveCarRequest.newBuilder().setLocation("OPO").build();
    private static final String IT = "it";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final CarReservation RESERVATION =
            CarReservation.newBuilder().setConfirmationCode("ABC234").build();

    private static final StockChange NOT_THERE =
            new StockChange(IT, "UPDATE stock SET available = 7 WHERE name = 'nowhere'", Tuple.tuple(), 1);

    @Inject
    Barrier barrier;

    @Inject
    CallErrors errors;

    @Inject
    DataSource database;

    @Inject
    Pool pool;

    private final AtomicInteger decisions = new AtomicInteger();
    private final AtomicInteger undone = new AtomicInteger();

    @BeforeEach
    void oneIsInStock() throws SQLException {
        execute("DELETE FROM stock");
        execute("INSERT INTO stock VALUES ('%s', 1)".formatted(IT));
    }

    @Test
    void everySessionOfThePoolAsksForTheIsolationThatTheBarrierReliesOn() {
        var session = await(pool.query("SELECT setting || ' by the ' || source AS asked FROM pg_settings"
                        + " WHERE name = 'default_transaction_isolation'")
                .execute());
        assertEquals("read committed by the client", session.iterator().next().getString("asked"));
    }

    @Test
    void aReserveTakesOnceAndItsRepeatsAnswerTheSame() throws SQLException {
        var id = newStep();
        var first = assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));
        var repeat = assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));

        assertEquals(
                RESERVATION,
                first.<CarReservation, Object>tell(CarReservation.parser(), it -> it, no -> no, late -> late));
        assertEquals(first.message(), repeat.message());
        assertEquals(1, decisions.get());
        assertEquals(0, available());
    }

    @Test
    void manyOfTheSameAtOnceAreOneReserve() throws SQLException {
        var id = newStep();
        var answers = await(Uni.join()
                .all(IntStream.range(0, 12)
                        .mapToObj(i -> barrier.reserve(id, IT, REQUEST, this::takeOne))
                        .toList())
                .andFailFast());

        assertEquals(
                List.of(new Answer.Reserved(RESERVATION.toByteString())),
                answers.stream().distinct().toList());
        assertEquals(0, available());
        assertEquals(1, decisions.get());
    }

    @Test
    void anotherRequestUnderAUsedKeyIsRefusedAndTheFirstStays() {
        var id = newStep();
        reserve(id, this::takeOne);
        var other = REQUEST.toBuilder().setLocation("LIS").build();

        var refusal =
                assertThrows(StatusRuntimeException.class, () -> await(barrier.reserve(id, IT, other, this::takeOne)));

        assertEquals("key", FieldViolations.of(refusal).getFirst().getField());
        assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));
    }

    @Test
    void theKeyIsNoPartOfWhatIsCompared() {
        var id = newStep();
        reserve(id, this::takeOne);
        var sameInOtherLetters = REQUEST.toBuilder()
                .setKey(StepKey.newBuilder().setSagaId(id.sagaId().toString().toUpperCase(java.util.Locale.ROOT)))
                .build();
        assertInstanceOf(Answer.Reserved.class, await(barrier.reserve(id, IT, sameInOtherLetters, this::takeOne)));
    }

    @Test
    void aRejectionIsRepeatedAfterStockCameBack() throws SQLException {
        execute("UPDATE stock SET available = 0");
        var id = newStep();
        var first = reserve(id, this::takeOne);
        execute("UPDATE stock SET available = 5");

        assertInstanceOf(Answer.Rejected.class, first);
        assertEquals(first, reserve(id, this::takeOne));
        assertEquals(Optional.of(first), await(barrier.find(id)));
        assertEquals(5, available());
    }

    @Test
    void aCancelThatComesFirstLeavesNothingToReserve() throws SQLException {
        var id = newStep();
        cancel(id);
        assertInstanceOf(Answer.Superseded.class, reserve(id, this::takeOne));
        assertEquals(0, undone.get());
        assertEquals(1, available());
    }

    @Test
    void aCancelGivesBackOnceHoweverOftenItIsRepeated() throws SQLException {
        var id = newStep();
        reserve(id, this::takeOne);
        cancel(id);
        cancel(id);
        assertEquals(1, undone.get());
        assertEquals(1, available());
        assertInstanceOf(Answer.Superseded.class, reserve(id, this::takeOne));
        assertEquals(Optional.of(new Answer.Superseded()), await(barrier.find(id)));
    }

    @Test
    void aCancelledRejectionHasNothingToGiveBackAndIsSuperseded() throws SQLException {
        execute("UPDATE stock SET available = 0");
        var id = newStep();
        reserve(id, this::takeOne);
        cancel(id);
        assertEquals(0, undone.get());
        assertInstanceOf(Answer.Superseded.class, reserve(id, this::takeOne));
    }

    @Test
    void whateverWinsNothingIsActiveAfterTheCancel() throws SQLException {
        for (var round = 0; round < 150; round++) {
            var id = newStep();
            var calls = new ArrayList<Uni<?>>();
            calls.add(barrier.reserve(id, IT, REQUEST, this::takeOne));
            calls.add(round % 2, barrier.cancel(id, this::giveBackOne));
            await(Uni.combine().all().unis(calls).discardItems());
            assertEquals(1, available(), "in stock after round " + round);
            assertInstanceOf(Answer.Superseded.class, reserve(id, this::takeOne));
        }
    }

    @Test
    void aReserveWhoseTombstoneMayBeGoneIsSuperseded() throws SQLException {
        var id = stepOfSagaStarted(Duration.ofDays(30).plusMinutes(1));
        assertInstanceOf(Answer.Superseded.class, reserve(id, this::takeOne));
        assertEquals(0, decisions.get());
        assertEquals(Optional.empty(), await(barrier.find(id)));

        assertInstanceOf(
                Answer.Reserved.class,
                reserve(stepOfSagaStarted(Duration.ofDays(30).minusMinutes(1)), this::takeOne));
    }

    @Test
    void anOldReserveThatIsInTheLedgerIsAnsweredAsEver() throws SQLException {
        var id = newStep();
        var first = reserve(id, this::takeOne);
        var old = stepOfSagaStarted(Duration.ofDays(90));
        execute("UPDATE participant_ledger SET saga_id = '" + old.sagaId() + "' WHERE saga_id = '" + id.sagaId() + "'");
        assertEquals(first, reserve(old, this::takeOne));
    }

    @Test
    void aDecisionThatFailsLeavesNothingAndMayBeRepeated() throws SQLException {
        var id = newStep();
        assertThrows(
                StepFailed.class,
                () -> reserve(id, transaction -> {
                    throw new IllegalArgumentException("a bug");
                }));
        assertThrows(
                StepFailed.class,
                () -> reserve(id, transaction -> change(transaction, -1)
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("a late bug")))));
        assertThrows(StepFailed.class, () -> reserve(id, transaction -> null));
        assertThrows(
                StepFailed.class,
                () -> reserve(id, transaction -> Uni.createFrom().nullItem()));

        assertEquals(Optional.empty(), await(barrier.find(id)));
        assertEquals(1, available());
        assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));
    }

    @Test
    void stockThatWasGoneWhenTakenMakesTheServiceDecideAnew() throws SQLException {
        var id = newStep();
        var answer = reserve(
                id,
                transaction -> decisions.incrementAndGet() == 1
                        ? change(transaction, 7).replaceWith(new Verdict.Reserve(RESERVATION, NOT_THERE))
                        : Uni.createFrom().item(Verdict.reject("SOLD_OUT", "None is left.")));
        assertInstanceOf(Answer.Rejected.class, answer);
        assertEquals(1, available(), "what the first decision wrote is undone");
    }

    @Test
    void whoLosesEveryRaceIsToldToComeBack() {
        var id = newStep();
        var refusal = assertThrows(
                StatusRuntimeException.class,
                () -> reserve(id, transaction -> Uni.createFrom().item(new Verdict.Reserve(RESERVATION, NOT_THERE))));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode());
        assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));
    }

    @Test
    void stockThatCannotBeGivenBackAsItWasTakenFailsTheCancel() throws SQLException {
        var id = newStep();
        var first = reserve(id, this::takeOne);
        assertThrows(
                StepFailed.class,
                () -> await(barrier.cancel(id, transaction -> Uni.createFrom().item(NOT_THERE))));
        assertEquals(first, reserve(id, this::takeOne));
        assertEquals(0, available());
        cancel(id);
        assertEquals(1, available());
    }

    @Test
    void aCancelWhoseRowExpiresUnderItsHandsLeavesATombstoneAllTheSame() throws SQLException {
        var id = newStep();
        execute("UPDATE stock SET available = 0");
        reserve(id, this::takeOne);
        try (var expiry = database.getConnection();
                var statement = expiry.createStatement()) {
            expiry.setAutoCommit(false);
            // Who inserts waits for no lock, only for a deletion; so it finds the row, and then waits to lock it.
            var row = " FROM participant_ledger WHERE saga_id = '" + id.sagaId() + "'";
            statement.execute("SELECT *" + row + " FOR UPDATE");
            var cancelled = barrier.cancel(id, this::giveBackOne).subscribeAsCompletionStage();
            waitUntilSomeoneWaitsForALock();
            statement.execute("DELETE" + row);
            expiry.commit();
            await(Uni.createFrom().completionStage(cancelled));
        }
        assertEquals(Optional.of(new Answer.Superseded()), await(barrier.find(id)));
        assertEquals(0, undone.get());
    }

    private void waitUntilSomeoneWaitsForALock() throws SQLException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 0) {
            assertTrue(System.nanoTime() < end, "nobody waits for a lock");
        }
    }

    @Test
    void aConnectionThatDiesIsUnavailableAndLeavesNothing() throws SQLException {
        var id = newStep();
        var failure = assertThrows(
                RuntimeException.class,
                () -> reserve(id, transaction -> transaction
                        .query("DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$")
                        .execute()
                        .chain(() -> takeOne(transaction))));
        assertEquals(
                Status.Code.UNAVAILABLE,
                Status.fromThrowable(errors.transform(failure)).getCode());
        assertEquals(1, available());
        assertInstanceOf(Answer.Reserved.class, reserve(id, this::takeOne));
    }

    @Test
    void nobodyIsToldOfWhatIsNotCommitted() throws SQLException {
        var id = newStep();
        assertThrows(
                StepFailed.class,
                () -> reserve(id, transaction -> transaction
                        .query("INSERT INTO doom VALUES (1)")
                        .execute()
                        .chain(() -> takeOne(transaction))));
        assertEquals(Optional.empty(), await(barrier.find(id)));
        assertEquals(1, available());
    }

    @Test
    void aStatementThatIsWrongIsInternalAndSaysNothingOfItself() {
        var failure = assertThrows(
                RuntimeException.class,
                () -> reserve(newStep(), transaction -> transaction
                        .query("UPDATE no_such_table SET secret = 1")
                        .execute()
                        .chain(() -> takeOne(transaction))));
        var told = Status.fromThrowable(errors.transform(failure));
        assertEquals(Status.Code.INTERNAL, told.getCode());
        assertEquals("This call failed within the service, whose log says more.", told.getDescription());
    }

    private Uni<Verdict> takeOne(SqlClient transaction) {
        decisions.incrementAndGet();
        return transaction
                .query("SELECT available FROM stock")
                .execute()
                .map(rows -> rows.iterator().next().getInteger("available") == 0
                        ? Verdict.reject("SOLD_OUT", "None is left.")
                        : new Verdict.Reserve(RESERVATION, stock(-1)));
    }

    private Uni<StockChange> giveBackOne(SqlClient transaction) {
        undone.incrementAndGet();
        return Uni.createFrom().item(stock(1));
    }

    private static StockChange stock(int change) {
        return new StockChange(
                IT, "UPDATE stock SET available = available + $1 WHERE available + $1 >= 0", Tuple.of(change), 1);
    }

    private static Uni<Integer> change(SqlClient transaction, int quantity) {
        return transaction
                .preparedQuery("UPDATE stock SET available = available + $1")
                .execute(Tuple.of(quantity))
                .map(rows -> rows.rowCount());
    }

    private Answer reserve(StepId id, Decision decision) {
        return await(barrier.reserve(id, IT, REQUEST, decision));
    }

    private void cancel(StepId id) {
        await(barrier.cancel(id, this::giveBackOne));
    }

    private static StepId newStep() {
        return stepOfSagaStarted(Duration.ZERO);
    }

    private static StepId stepOfSagaStarted(Duration ago) {
        var random = Generators.timeBasedEpochRandomGenerator().generate();
        var bits = Instant.now().minus(ago).toEpochMilli() << 16 | random.getMostSignificantBits() & 0xFFFF;
        return new StepId(new UUID(bits, random.getLeastSignificantBits()), "car");
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(LIMIT);
    }

    private int available() throws SQLException {
        return number("SELECT available FROM stock");
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
