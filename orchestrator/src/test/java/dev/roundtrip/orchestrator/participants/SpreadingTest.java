package dev.roundtrip.orchestrator.participants;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.roundtrip.flight.v1.FlightServiceGrpc.FlightServiceBlockingStub;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.orchestrator.ReplicatedFlights;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With what production sets, a client's calls take turns between all replicas; a headless Service alone doesn't do that. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
@QuarkusTestResource(ReplicatedFlights.class)
class SpreadingTest {
    private static final int OFTEN = 10;

    @GrpcClient("several")
    FlightServiceBlockingStub flights;

    private ReplicatedFlights.Calls calls;

    @Test
    void everyReplicaGetsItsShare() {
        assumeFalse(calls.counts().isEmpty(), "not run: this machine has no 127.0.0.2");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        // The first calls go to whoever could be connected to by then.
        while (calls.counts().stream().anyMatch(count -> count < OFTEN)) {
            assertTrue(System.nanoTime() < end, () -> "called how often: " + calls.counts());
            flights.withDeadlineAfter(10, TimeUnit.SECONDS).searchFlights(SearchFlightsRequest.getDefaultInstance());
        }
        var before = calls.counts();
        for (int i = 0; i < before.size() * OFTEN; i++) {
            flights.withDeadlineAfter(10, TimeUnit.SECONDS).searchFlights(SearchFlightsRequest.getDefaultInstance());
        }
        for (int i = 0; i < before.size(); i++) {
            assertTrue(
                    calls.counts().get(i) == before.get(i) + OFTEN,
                    () -> "called how often: " + before + ", then " + calls.counts());
        }
    }
}
