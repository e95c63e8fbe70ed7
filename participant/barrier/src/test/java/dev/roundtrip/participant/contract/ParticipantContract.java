package dev.roundtrip.participant.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.Generators;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import dev.roundtrip.conformance.Suite;
import dev.roundtrip.participant.Barrier;
import dev.roundtrip.participant.Expiry;
import dev.roundtrip.participant.Reads;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.FieldViolations;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every participant here promises: the rules of the contract, asked by the conformance suite, and what only its
 * own database shows. A service's own test extends this and says how to call the service and what its stock is; after
 * each test inventory and reservations must agree.
 */
public abstract class ParticipantContract {
    protected static final String RESERVATION = "reservation";
    protected static final String REJECTION = "rejection";
    protected static final String SUPERSEDED = "superseded";

    private static final int LIMIT_SECONDS = 30;
    private static final long SEED = 4;

    private static final MethodDescriptor.Marshaller<byte[]> AS_THEY_ARE = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    @Inject
    DataSource database;

    @Inject
    Expiry expiry;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @TestHTTPResource("/")
    URL url;

    private ManagedChannel channel;

    /** Makes the inventory fresh: that much of what {@link #reserve} asks for, nothing reserved, and no ledger. */
    protected abstract void stock(int capacity) throws SQLException;

    /** Reserves one of what is in stock. */
    protected abstract Message reserve(StepKey key, String traveller);

    protected abstract Message cancel(StepKey key);

    protected abstract Message get(StepKey key);

    /** The settings by which the conformance suite finds what {@link #reserve} asks for. */
    protected abstract Map<String, String> inventory();

    /** Answers with how many rows of inventory disagree with the reservations that are active. */
    protected abstract String auditSql();

    /** Answers with how much is available of what {@link #reserve} asks for. */
    protected abstract String availableSql();

    @BeforeEach
    void connect() throws SQLException {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", url.getPort())
                .usePlaintext()
                .build();
        stock(3);
    }

    @AfterEach
    void inventoryAndReservationsAgree() throws SQLException, InterruptedException {
        channel.shutdownNow().awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(0, number(auditSql()), "rows of inventory that disagree with the reservations");
    }

    /** All but the restart, which a test of the whole system makes. */
    @Test
    void keepsEveryRuleOfTheContract() throws SQLException {
        stock(8);
        var said = new ByteArrayOutputStream();
        var settings = new HashMap<>(inventory());
        settings.put("TARGET", "127.0.0.1:" + url.getPort());
        var summary = Suite.of(settings, SEED).run(new PrintStream(said, true, StandardCharsets.UTF_8));
        assertEquals(0, summary.failed(), () -> said.toString(StandardCharsets.UTF_8));
        assertEquals(8, number(availableSql()));
    }

    @Test
    void aTravellerWithoutANameOrWithTooLongAOneIsNamed() {
        for (var name : List.of("", "  ", "x".repeat(121), "two\nlines", "nul\u0000")) {
            assertRefused(() -> reserve(newKey(), name), "traveller_name");
        }
        assertAnswer(RESERVATION, reserve(newKey(), "x".repeat(120)));
    }

    @Test
    void isReadyWithItsDatabase() {
        var health = RestAssured.given().baseUri(url.toString()).get("/q/health/ready");
        assertEquals(200, health.statusCode());
        assertEquals("UP", health.<String>path("status"));
        List<String> checks = health.path("checks.name");
        assertTrue(checks.stream().anyMatch(name -> name.startsWith("Reactive PostgreSQL")), checks::toString);
    }

    @Test
    void garbageOverHttpIsNoFaultOfItsAndIsToldNothingOfTheInside() throws IOException {
        var wrong = new ArrayList<String>();
        for (var request : HttpGarbage.requests().toList()) {
            var first = request.lines().findFirst().orElseThrow();
            HttpGarbage.wrong(url.getPort(), request).ifPresent(what -> wrong.add(first + " was " + what));
        }
        assertEquals(List.of(), wrong.stream().limit(5).toList(), () -> "of " + wrong.size());
    }

    @Test
    void answersHealthChecksOverGrpc() {
        var health = stub(HealthGrpc.newBlockingStub(channel)).check(HealthCheckRequest.getDefaultInstance());
        assertEquals(ServingStatus.SERVING, health.getStatus());
    }

    /** What a cancel of a saga that old leaves behind isn't needed to refuse its reserve, and is not kept. */
    @Test
    void aReserveThatComesAfterItsTombstoneHasExpiredIsSuperseded() throws SQLException {
        var key = newKey().toBuilder()
                .setSagaId("018bcfe5-6800-7000-8000-000000000001")
                .build();
        cancel(key);
        assertAnswer(SUPERSEDED, get(key));

        assertEquals(1, expiry.runOnce(Instant.now()).await().atMost(Duration.ofSeconds(LIMIT_SECONDS)));

        assertEquals(0, number("SELECT count(*) FROM participant_ledger"));
        assertAnswer(SUPERSEDED, reserve(key, "Ada"));
        cancel(key);
        assertAnswer(SUPERSEDED, reserve(key, "Ada"));
        assertEquals(3, number(availableSql()));
    }

    /** A reservation that was given back goes with its tombstone; one that is active stays, however old it gets. */
    @Test
    void whatExpiresLeavesNothingBehindAndWhatIsActiveStays() throws SQLException {
        var active = newKey();
        var cancelled = newKey();
        assertAnswer(RESERVATION, reserve(active, "Ada"));
        assertAnswer(RESERVATION, reserve(cancelled, "Ben"));
        cancel(cancelled);
        var reservations = "SELECT count(*) FROM " + inventory().get("SERVICE") + "_reservation";
        assertEquals(2, number(reservations));

        var inTwoMonths = Instant.now().plus(Duration.ofDays(60));
        assertEquals(1, expiry.runOnce(inTwoMonths).await().atMost(Duration.ofSeconds(LIMIT_SECONDS)));

        assertEquals(1, number(reservations));
        assertEquals(1, number(reservations + " WHERE status = 'ACTIVE'"));
        assertAnswer(RESERVATION, get(active));
        assertAnswer(RESERVATION, reserve(active, "Ada"));
        cancel(active);
        assertEquals(3, number(availableSql()));
    }

    @Test
    void whatIsNoCallOfItsContractIsRefusedAndHarmsNoOther() {
        assertEquals(Status.Code.INVALID_ARGUMENT, sendBytes("grpc.health.v1.Health/Check", new byte[] {-1, -1, 1}));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, sendBytes("grpc.health.v1.Health/Check", new byte[300_000]));
        assertEquals(Status.Code.UNIMPLEMENTED, sendBytes("grpc.health.v1.Health/Cure", new byte[0]));
        assertAnswer(RESERVATION, reserve(newKey(), "Ada"));
    }

    @Test
    void pastTheBoundReservesAreToldToComeBackAndCancelsGoThrough() throws Exception {
        watchedBarrier("max-waiting-reserves", "2", "max-batch", "1", "max-wait", "30s");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var held = holdSelected(availableSql())) {
            var atWork = threads.submit(() -> reserve(newKey(), "Ada"));
            waitFor(1, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            var answers = new ExecutorCompletionService<Message>(threads);
            var others = Collections.nCopies(3, answers).stream()
                    .map(line -> line.submit(() -> reserve(newKey(), "Ada")))
                    .toList();

            var refused = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(refused, "one of three that should have been refused waits still, where two may");
            assertToldToComeBack(assertThrows(ExecutionException.class, refused::get));
            cancel(newKey());
            assertFalse(atWork.isDone(), "answered while its stock was held");

            held.rollback();
            assertAnswer(RESERVATION, await(atWork));
            for (var waited : others) {
                if (waited != refused) {
                    assertAnswer(RESERVATION, await(waited));
                }
            }
        }
        assertEquals(0, number(availableSql()));
    }

    private static void assertToldToComeBack(ExecutionException refused) {
        var answer = StatusProto.fromThrowable(refused.getCause());
        assertEquals(Status.Code.RESOURCE_EXHAUSTED.value(), answer.getCode(), answer::toString);
        assertTrue(
                answer.getDetailsList().stream().anyMatch(detail -> detail.is(RetryInfo.class)),
                () -> "without saying when: " + answer);
    }

    private Status.Code sendBytes(String method, byte[] message) {
        var bytes = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(method)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setRequestMarshaller(AS_THEY_ARE)
                .setResponseMarshaller(AS_THEY_ARE)
                .build();
        var inTime = CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
        return assertThrows(
                        StatusRuntimeException.class,
                        () -> ClientCalls.blockingUnaryCall(channel, bytes, inTime, message))
                .getStatus()
                .getCode();
    }

    /**
     * Gives the service a barrier with other settings, for this test.
     *
     * @param settings names, without {@code roundtrip.participant.}, each with its value after it
     * @return what its transactions run on
     */
    protected WatchedPool watchedBarrier(String... settings) {
        var own = SettingsForTests.with(settings);
        var watched = new WatchedPool(pool);
        QuarkusMock.installMockForType(new Barrier(own, watched, new Reads(own), vertx), Barrier.class);
        return watched;
    }

    /** The connection to call the service by. */
    protected ManagedChannel channel() {
        return channel;
    }

    /** The stub for one call, which ends in time. */
    protected static <S extends AbstractStub<S>> S stub(S stub) {
        return stub.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    protected static StepKey newKey() {
        return StepKey.newBuilder()
                .setSagaId(Generators.timeBasedEpochRandomGenerator().generate().toString())
                .setStep("step")
                .build();
    }

    /** Which of its answers this is. */
    protected static String answered(Message response) {
        var oneof = response.getDescriptorForType().getOneofs().getFirst();
        var field = response.getOneofFieldDescriptor(oneof);
        return field == null ? "nothing" : field.getName();
    }

    protected static void assertAnswer(String expected, Message response) {
        assertEquals(expected, answered(response), response::toString);
    }

    protected static void assertReason(String expected, Message response) {
        assertAnswer(REJECTION, response);
        var rejection = (dev.roundtrip.participant.v1.Rejection)
                response.getField(response.getDescriptorForType().findFieldByName(REJECTION));
        assertEquals(expected, rejection.getReason());
        assertFalse(rejection.getMessage().isBlank(), "a rejection says why, for people");
    }

    /** The call must be INVALID_ARGUMENT and name exactly these fields, in this order. */
    protected static void assertRefused(Supplier<?> call, String... fields) {
        var failure = assertThrows(StatusRuntimeException.class, call::get);
        assertEquals(Status.Code.INVALID_ARGUMENT, failure.getStatus().getCode(), failure.toString());
        assertEquals(
                List.of(fields),
                FieldViolations.of(failure).stream()
                        .map(violation -> violation.getField())
                        .toList());
    }

    /** Makes a call so many times at the same moment, and waits for all of them. */
    protected static <T> List<T> together(int times, Callable<T> call) {
        return together(Collections.nCopies(times, call));
    }

    /** Makes all calls at the same moment, and waits for all of them. */
    protected static <T> List<T> together(List<Callable<T>> calls) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            return answers.stream().map(ParticipantContract::await).toList();
        }
    }

    protected static <T> T await(Future<T> answer) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call has no answer after " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    protected void execute(String... statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Locks rows, such as {@code "hotel WHERE hotel_id = 'x'"}, until the connection is closed or rolls back. */
    protected Connection hold(String rows) throws SQLException {
        return holdSelected("SELECT * FROM " + rows);
    }

    private Connection holdSelected(String sql) throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql + " FOR UPDATE");
        }
        return connection;
    }

    /** Waits until a query counts that many. */
    protected void waitFor(int expected, String sql) throws SQLException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (var found = number(sql); found != expected; found = number(sql)) {
            assertTrue(System.nanoTime() < end, "still " + found + " and not " + expected + ": " + sql);
        }
    }

    protected int number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
