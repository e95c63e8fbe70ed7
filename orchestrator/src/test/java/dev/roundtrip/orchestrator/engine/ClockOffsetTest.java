package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.impl.UUIDUtil;
import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process whose clock is behind everyone else's: its trips are of that time, and go on as ever. */
@QuarkusTest
@TestProfile(ClockOffsetTest.Behind.class)
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class ClockOffsetTest {
    private static final Duration OFFSET = Duration.ofMinutes(-30);

    public static final class Behind implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("roundtrip.engine.clock-offset", OFFSET.toString());
        }
    }

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @Inject
    InstantSource clock;

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
    void everythingIsOfTheTimeThatIsSet() {
        var trips = TripServiceGrpc.newBlockingStub(channel);
        var before = Instant.now().plus(OFFSET);
        var id = trips.bookTrip(SampleTrips.full("anna").build()).getTrip().getTripId();
        var trip =
                trips.getTrip(GetTripRequest.newBuilder().setTripId(id).build()).getTrip();
        var after = Instant.now().plus(OFFSET);

        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        assertBetween(before, after, Instant.ofEpochMilli(UUIDUtil.extractTimestamp(UUID.fromString(id))));
        assertBetween(
                before,
                after,
                Instant.ofEpochSecond(
                        trip.getCreateTime().getSeconds(), trip.getCreateTime().getNanos()));
        assertBetween(after, after.plus(Duration.ofMinutes(1)), clock.instant());
    }

    private static void assertBetween(Instant earliest, Instant latest, Instant time) {
        var millisecondEarlier = earliest.minusMillis(1);
        assertTrue(
                !time.isBefore(millisecondEarlier) && !time.isAfter(latest),
                time + " is not from " + earliest + " to " + latest);
    }
}
