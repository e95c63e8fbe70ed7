package dev.roundtrip.orchestrator.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorInfo;
import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.runtime.Retention;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.GetSagaRequest;
import dev.roundtrip.saga.v1.PauseSagaRequest;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.WatchTripRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trips that ended long ago: what is deleted, and what those are told who still ask. */
@QuarkusTest
@TestProfile(DeletedTripsTest.OneByOne.class)
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "retention"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = ScriptedParticipants.class, restrictToAnnotatedClass = true)
class DeletedTripsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** So that others have much time to come in between. */
    public static final class OneByOne implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "roundtrip.retention.batch", "1",
                    "roundtrip.retention.pause", "0s",
                    "roundtrip.retention.interval", "0s");
        }
    }

    @Inject
    Retention retention;

    @Inject
    DataSource journal;

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    private ScriptedParticipants.Log asked;
    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @BeforeEach
    void nothingHasBeenBooked() {
        execute("TRUNCATE saga, saga_event, saga_request");
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    private TripServiceGrpc.TripServiceBlockingStub trips() {
        return TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private SagaOperationsServiceGrpc.SagaOperationsServiceBlockingStub operations() {
        return SagaOperationsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private Trip book(BookTripRequest.Builder request) {
        return trips().bookTrip(request.build()).getTrip();
    }

    private Trip longAgo(BookTripRequest.Builder request) {
        var trip = book(request);
        execute("UPDATE saga SET ended_at = now() - interval '36 days' WHERE saga_id = '" + trip.getTripId() + "'");
        return trip;
    }

    private Retention.Run delete() {
        return retention.runOnce().await().atMost(LIMIT);
    }

    private void execute(String sql) {
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static Status.Code refused(Runnable call) {
        return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
    }

    @Test
    void aRepeatedBookingIsToldHowItEndedAndStartsNothing() throws InvalidProtocolBufferException {
        var request = SampleTrips.full("no-hotel");
        var trip = longAgo(request);
        var calls = asked.of(trip.getTripId());
        assertEquals(new Retention.Run(1, 0), delete());

        var refusal = assertThrows(StatusRuntimeException.class, () -> book(request));

        assertEquals(Status.Code.FAILED_PRECONDITION, refusal.getStatus().getCode());
        var info = StatusProto.fromThrowable(refusal).getDetails(0).unpack(ErrorInfo.class);
        assertEquals("TRIP_NO_LONGER_KEPT", info.getReason());
        assertEquals(trip.getTripId(), info.getMetadataOrThrow("trip_id"));
        assertEquals("TRIP_STATUS_COMPENSATED", info.getMetadataOrThrow("status"));
        assertTrue(info.getMetadataOrThrow("end_time").endsWith("Z"), info::toString);
        assertEquals(Set.of(), ids(allTrips()), "no second trip");
        assertEquals(calls, asked.of(trip.getTripId()));
        request.getFlightBuilder().setPassengers(3);
        assertEquals(Status.Code.ALREADY_EXISTS, refused(() -> book(request)));
    }

    @Test
    void aRequestWhoseDatesArePastByThenIsToldTheSame() {
        var request = SampleTrips.full("Ada");
        longAgo(request);
        delete();
        QuarkusMock.installMockForType(InstantSource.fixed(Instant.parse("2091-01-01T00:00:00Z")), InstantSource.class);
        assertEquals(Status.Code.FAILED_PRECONDITION, refused(() -> book(request)));
    }

    @Test
    void overRestItIsGone() throws InvalidProtocolBufferException {
        var request = SampleTrips.full("Ada");
        var trip = longAgo(request);
        delete();
        given().contentType("application/json")
                .body(JsonFormat.printer().print(request))
                .post("/api/v1/trips")
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("code", equalTo("FAILED_PRECONDITION"))
                .body("detail", containsString(trip.getTripId()))
                .body("trip.trip_id", equalTo(trip.getTripId()))
                .body("trip.status", equalTo("TRIP_STATUS_COMPLETED"));
        when().get("/api/v1/trips/" + trip.getTripId()).then().statusCode(404);
    }

    @Test
    void everyoneElseIsToldThatThereIsNoSuchTrip() {
        var id = longAgo(SampleTrips.full("Ada")).getTripId();
        delete();
        var get = GetTripRequest.newBuilder().setTripId(id).build();
        assertEquals(Status.Code.NOT_FOUND, refused(() -> trips().getTrip(get)));
        var cancel = CancelTripRequest.newBuilder().setTripId(id).build();
        assertEquals(Status.Code.NOT_FOUND, refused(() -> trips().cancelTrip(cancel)));
        var watch = WatchTripRequest.newBuilder().setTripId(id).build();
        assertEquals(
                Status.Code.NOT_FOUND, refused(() -> trips().watchTrip(watch).next()));
        var saga = GetSagaRequest.newBuilder().setSagaId(id).build();
        assertEquals(Status.Code.NOT_FOUND, refused(() -> operations().getSaga(saga)));
        var history = GetSagaHistoryRequest.newBuilder().setSagaId(id).build();
        assertEquals(Status.Code.NOT_FOUND, refused(() -> operations().getSagaHistory(history)));
        var pause = PauseSagaRequest.newBuilder()
                .addSagas(SeenSaga.newBuilder().setSagaId(id).setLastSequence(1))
                .setActor("ops@example.org")
                .setReason("Ticket 7")
                .build();
        assertTrue(operations().pauseSaga(pause).getResults(0).hasNoSuchSaga());
    }

    /** As if it had ended and been deleted between two looks. */
    @Test
    void whoWatchesATripThatIsDeletedMeanwhileIsToldSo() {
        var id = book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()))
                .getTripId();
        var events =
                trips().watchTrip(WatchTripRequest.newBuilder().setTripId(id).build());
        assertEquals(1, events.next().getEvent().getSequence());
        execute("DELETE FROM saga_event WHERE saga_id = '" + id + "'; DELETE FROM saga WHERE saga_id = '" + id
                + "'; DELETE FROM saga_request WHERE saga_id = '" + id + "'");
        assertEquals(Status.Code.NOT_FOUND, refused(() -> events.forEachRemaining(event -> {})));
    }

    @Test
    void aTripThatHasNotEndedIsKeptHoweverOldItIs() {
        var id = book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()))
                .getTripId();
        execute("UPDATE saga SET created_at = '2001-01-01' WHERE saga_id = '" + id + "'");
        delete();
        assertEquals(
                id,
                trips().getTrip(GetTripRequest.newBuilder().setTripId(id).build())
                        .getTrip()
                        .getTripId());
        trips().cancelTrip(CancelTripRequest.newBuilder().setTripId(id).build());
    }

    /** Everyone asks for trips all the time while they are deleted one by one, and hears nothing but the truth. */
    @Test
    void whileTripsAreDeletedEveryAnswerIsTrue() throws Exception {
        var old = IntStream.range(0, 60)
                .mapToObj(n -> SampleTrips.full("Ada " + n))
                .toList();
        var oldIds = new ArrayList<String>();
        var kept = new TreeSet<String>();
        for (var request : old) {
            oldIds.add(longAgo(request).getTripId());
            kept.add(book(SampleTrips.full("Kept")).getTripId());
        }
        try (var callers = Executors.newFixedThreadPool(8)) {
            var deletion = retention.runOnce().subscribeAsCompletionStage();
            var seen = new TreeSet<String>();
            while (!deletion.isDone()) {
                var asked = new ArrayList<Callable<String>>();
                for (int n = 0; n < old.size(); n += 3) {
                    var request = old.get(n);
                    var id = oldIds.get(n);
                    asked.add(() ->
                            answer("book", () -> assertEquals(id, book(request).getTripId())));
                    asked.add(() -> answer("get", () -> trips().getTrip(
                                    GetTripRequest.newBuilder().setTripId(id).build())));
                    asked.add(() -> answer("saga", () -> operations()
                            .getSaga(GetSagaRequest.newBuilder().setSagaId(id).build())));
                    asked.add(() -> answer("watch", () -> trips().watchTrip(
                                    WatchTripRequest.newBuilder().setTripId(id).build())
                            .forEachRemaining(event -> {})));
                }
                asked.add(() -> answer("list", () -> assertTrue(ids(allTrips()).containsAll(kept))));
                for (var heard : callers.invokeAll(asked)) {
                    seen.add(heard.get());
                }
            }
            assertEquals(60, deletion.get(LIMIT.toSeconds(), TimeUnit.SECONDS).sagas());
            seen.removeAll(Set.of(
                    "book OK",
                    "book FAILED_PRECONDITION",
                    "get OK",
                    "get NOT_FOUND",
                    "saga OK",
                    "saga NOT_FOUND",
                    "watch OK",
                    "watch NOT_FOUND",
                    "list OK"));
            assertEquals(Set.of(), seen);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        assertEquals(kept, ids(allTrips()));
    }

    private static String answer(String call, Runnable question) {
        try {
            question.run();
            return call + " OK";
        } catch (StatusRuntimeException e) {
            return call + " " + e.getStatus().getCode();
        }
    }

    private static Set<String> ids(List<Trip> trips) {
        var ids = new TreeSet<String>();
        trips.forEach(trip -> ids.add(trip.getTripId()));
        return ids;
    }

    private List<Trip> allTrips() {
        var all = new ArrayList<Trip>();
        var token = "";
        do {
            var page = trips().listTrips(ListTripsRequest.newBuilder()
                    .setPageSize(7)
                    .setPageToken(token)
                    .build());
            all.addAll(page.getTripsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return all;
    }
}
