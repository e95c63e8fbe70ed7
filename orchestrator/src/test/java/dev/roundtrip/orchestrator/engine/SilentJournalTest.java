package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresBehindAWire;
import dev.roundtrip.system.postgres.Wire;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal whose machine is gone without a word: nothing comes from it, and no connection to it is closed. */
@QuarkusTest
@TestProfile(SilentJournalTest.SoonNoticed.class)
@QuarkusTestResource(
        value = PostgresBehindAWire.class,
        initArgs = @ResourceArg(name = "database", value = "roundtrip"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(ScriptedParticipants.class)
class SilentJournalTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The application's own pools, with the same settings as ever, only shorter ones. */
    public static final class SoonNoticed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "roundtrip.journal.silence-limit", "3s",
                    "roundtrip.journal.statement-timeout", "4s",
                    "quarkus.datasource.reactive.idle-timeout", "0.5S",
                    "quarkus.datasource.reactive.additional-properties.statement_timeout", "1000",
                    "quarkus.datasource.journal.reactive.idle-timeout", "0.5S",
                    "quarkus.datasource.journal.reactive.additional-properties.statement_timeout", "1000");
        }
    }

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @Inject
    @ReactiveDataSource("journal")
    Pool engine;

    @Inject
    Pool readers;

    Wire wire;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void speak() {
        wire.speak();
        channel.shutdownNow();
    }

    @Test
    void theEngineAndTheReadersAreToldAndTripsGoOnAfterwards() {
        awaitBooked();
        wire.fallSilent();
        var waiting = CompletableFuture.allOf(
                told(engine), told(engine), told(engine), told(readers), told(readers), told(readers));
        waiting.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        wire.speak();
        awaitBooked();
    }

    private static CompletableFuture<Void> told(Pool pool) {
        var answer = pool.query("SELECT 1").execute().subscribeAsCompletionStage();
        return CompletableFuture.runAsync(
                () -> assertThrows(ExecutionException.class, () -> answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    }

    /** Books until that works: connections that are silent still have to be found out. */
    private void awaitBooked() {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!isBooked()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no trip could be booked within " + LIMIT);
            }
        }
    }

    private boolean isBooked() {
        try {
            return TripServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(10, TimeUnit.SECONDS)
                            .bookTrip(SampleTrips.full("anna").build())
                            .getTrip()
                            .getStatus()
                    == TripStatus.TRIP_STATUS_COMPLETED;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
