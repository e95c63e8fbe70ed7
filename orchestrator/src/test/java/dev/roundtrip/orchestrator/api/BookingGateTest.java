package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.wire.Refusals;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An orchestrator that has room for one trip. */
@QuarkusTest
@TestProfile(BookingGateTest.OneAtATime.class)
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "gate"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = ScriptedParticipants.class, restrictToAnnotatedClass = true)
class BookingGateTest {
    private static final int CROWD = 300;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    public static final class OneAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("roundtrip.engine.max-in-flight", "1");
        }
    }

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void whileThereIsNoRoomTheCrowdIsToldWhenToComeBackAndARepeatFindsItsTrip() {
        var request =
                SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()).build();
        var only = trips().bookTrip(request).getTrip();

        var refusals = crowd();
        assertEquals(CROWD, refusals.size());
        for (var refusal : refusals) {
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode(), refusal::toString);
            var comeBack = Refusals.retryAfter(refusal).orElseThrow();
            assertTrue(comeBack.compareTo(Duration.ofSeconds(1)) >= 0, comeBack::toString);
            assertTrue(comeBack.compareTo(Duration.ofSeconds(3)) <= 0, comeBack::toString);
        }
        assertTrue(refusals.stream().map(Refusals::retryAfter).distinct().count() > 10, "all come back together");
        assertEquals(
                List.of(only.getTripId()),
                trips().listTrips(ListTripsRequest.getDefaultInstance()).getTripsList().stream()
                        .map(Trip::getTripId)
                        .toList());

        assertEquals(only.getTripId(), bookAtLast(request).getTripId());
        trips().cancelTrip(CancelTripRequest.newBuilder()
                .setTripId(only.getTripId())
                .build());
        bookAtLast(SampleTrips.full("x").build());
    }

    private List<StatusRuntimeException> crowd() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, CROWD)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> refusal(SampleTrips.full("x").build()), threads))
                    .toList();
            return calls.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<StatusRuntimeException> refusal(BookTripRequest request) {
        try {
            trips().bookTrip(request);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(e);
        }
    }

    private Trip bookAtLast(BookTripRequest request) {
        var end = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            try {
                return trips().bookTrip(request).getTrip();
            } catch (StatusRuntimeException e) {
                assertEquals(Status.Code.RESOURCE_EXHAUSTED, e.getStatus().getCode(), e::toString);
                assertTrue(System.nanoTime() < end, "there was no room in time");
            }
        }
    }

    private TripServiceGrpc.TripServiceBlockingStub trips() {
        return TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
