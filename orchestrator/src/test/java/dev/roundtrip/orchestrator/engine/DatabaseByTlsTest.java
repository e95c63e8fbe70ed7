package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of the way to the database once is true of all that go there: migrations, readers, and the engine. */
@QuarkusTest
@QuarkusTestResource(value = PostgresByTls.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(ScriptedParticipants.class)
class DatabaseByTlsTest {
    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @Inject
    DataSource database;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = Grpc.newChannelBuilderForAddress(
                        orchestrator.getHost(), orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void tripsAreBookedAndReadByTlsAlone() throws SQLException {
        var trips = TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
        var trip = trips.bookTrip(SampleTrips.full("discreet").build()).getTrip();
        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        var listed = trips.listTrips(ListTripsRequest.getDefaultInstance()).getTripsList();
        assertEquals(trip.getTripId(), listed.getFirst().getTripId());
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FILTER (WHERE ssl), count(*) FILTER (WHERE NOT ssl)"
                        + " FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = current_user")) {
            rows.next();
            assertTrue(rows.getInt(1) >= 3, "only " + rows.getInt(1) + " connections");
            assertEquals(0, rows.getInt(2), "in the open");
        }
    }
}
