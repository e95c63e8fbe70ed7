package dev.roundtrip.orchestrator.engine;

import static io.restassured.RestAssured.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What an autoscaler and an alert go by is there, and moves. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class EngineMetersTest {
    private static final String IN_FLIGHT = "roundtrip_sagas_in_flight";
    private static final String LAG = "roundtrip_due_work_lag_seconds";
    private static final String STUCK = "roundtrip_sagas_stuck";
    private static final String QUARANTINED = "roundtrip_sagas_quarantined";
    private static final int MANY = 20;
    /** More than other tests may leave behind, of which some end or get stuck meanwhile. */
    private static final int FEW = 10;

    @Inject
    DataSource journal;

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @Test
    void tripsUnderWayCountUntilTheyHaveEnded() {
        var channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
        try {
            var trips = TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
            var booked = Stream.generate(() -> SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()))
                    .limit(MANY)
                    .map(request -> trips.bookTrip(request.build()).getTrip().getTripId())
                    .toList();
            awaitFigure(IN_FLIGHT, count -> count >= MANY);
            for (var trip : booked) {
                trips.cancelTrip(CancelTripRequest.newBuilder().setTripId(trip).build());
            }
            // Less by all of them can't be asked: a figure may be of a moment before the last one began.
            awaitFigure(IN_FLIGHT, count -> count < FEW);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void sagasWhoseOwnerIsGoneShowForHowLongTheyHaveWaited() {
        awaitFigure(LAG, seconds -> seconds == 0);
        var saga = UUID.randomUUID();
        var gone = UUID.randomUUID();
        var other = UUID.randomUUID();
        // Of a kind that another process knows and this one doesn't, so that here nobody touches it.
        execute("INSERT INTO saga_node (node_id, name, knows, lease_until) VALUES"
                + " ('%s', 'gone', ARRAY['parcel v1'], now() - interval '1 hour'),".formatted(gone)
                + " ('%s', 'other', ARRAY['parcel v1'], now() + interval '1 hour')".formatted(other));
        execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, created_at)"
                + " VALUES ('%1$s', '%1$s', 'parcel', 1, 'RUNNING', 1, '%2$s', now())".formatted(saga, gone));
        awaitFigure(LAG, seconds -> seconds >= 3600 && seconds < 3700);
        execute("DELETE FROM saga WHERE saga_id = '%s'".formatted(saga));
        execute("DELETE FROM saga_node WHERE node_id IN ('%s', '%s')".formatted(gone, other));
        awaitFigure(LAG, seconds -> seconds == 0);
    }

    @Test
    void sagasThatNeedAPersonAreCounted() {
        execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, created_at,"
                + " stuck, quarantined) SELECT gen_random_uuid(), 'wanting', 'parcel', 1, 'COMPENSATING', 1, node_id,"
                + " now(), true, 'why' FROM generate_series(1, %d),".formatted(MANY)
                + " (SELECT node_id FROM saga_node WHERE lease_until > now() LIMIT 1) AS alive");
        awaitFigure(STUCK, count -> count >= MANY);
        awaitFigure(QUARANTINED, count -> count >= MANY);
        execute("DELETE FROM saga WHERE request_id = 'wanting'");
        awaitFigure(STUCK, count -> count < FEW);
        awaitFigure(QUARANTINED, count -> count < FEW);
    }

    @Test
    void nothingIsMeasuredPerCall() {
        when().get("/api/v1/trips/7").then().statusCode(400);
        var names = lines().map(line -> line.split("[ {]", 2)[0]).distinct().toList();
        for (var ofTheProcess : List.of(
                "jvm_memory_used_bytes",
                "jvm_gc_max_data_size_bytes",
                "jvm_threads_live_threads",
                "jvm_classes_loaded_classes",
                "process_cpu_usage",
                "process_uptime_seconds",
                "process_files_open_files")) {
            assertTrue(names.contains(ofTheProcess), () -> ofTheProcess + " is none of " + names);
        }
        for (var measuredPerCall :
                List.of("http_server", "http_client", "grpc_server", "grpc_client", "vertx", "netty")) {
            assertFalse(names.stream().anyMatch(name -> name.startsWith(measuredPerCall)), names::toString);
        }
    }

    private static Stream<String> lines() {
        return when().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"));
    }

    private static double figure(String name) {
        var found = lines().filter(line -> line.startsWith(name + " ")).toList();
        assertEquals(1, found.size(), name);
        return Double.parseDouble(found.getFirst().substring(name.length() + 1));
    }

    private static void awaitFigure(String name, DoublePredicate condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            double figure = figure(name);
            if (condition.test(figure)) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s as it should be: " + name + " " + figure);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void execute(String sql) {
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
