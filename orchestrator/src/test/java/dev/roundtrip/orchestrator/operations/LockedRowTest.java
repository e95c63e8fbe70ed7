package dev.roundtrip.orchestrator.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.StepStatus;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.TripStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody looks into the journal by hand, and keeps one trip's row locked: it is that trip's trouble, and no other's. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class LockedRowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int OTHERS = 150;
    /** Some part of what a statement may wait for a row, which is a second. */
    private static final Duration LONG = Duration.ofMillis(500);
    /** The first, which may be written with the one that waits; and a machine that is busy. */
    private static final int MAY_TAKE_LONG = 3;

    private Operator operator;

    @Inject
    DataSource journal;

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @BeforeEach
    void connect() {
        operator = new Operator(orchestrator);
    }

    @AfterEach
    void disconnect() {
        operator.close();
    }

    @Test
    void othersAreBookedWhileOneWaitsForItsRow() throws SQLException {
        var id = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        operator.awaitSaga(
                id, "waiting for its hotel", saga -> saga.getSteps(1).getStatus() == StepStatus.STEP_STATUS_RUNNING);
        CompletableFuture<Void> cancel;
        try (var somebody = journal.getConnection()) {
            somebody.setAutoCommit(false);
            lock(somebody, id);
            cancel = CompletableFuture.runAsync(() -> operator.cancel(id));
            awaitWaiting();
            int tookLong = 0;
            for (int other = 0; other < OTHERS; other++) {
                long before = System.nanoTime();
                assertEquals(
                        TripStatus.TRIP_STATUS_COMPLETED,
                        operator.trip(operator.book(SampleTrips.full("quick"))).getStatus());
                if (System.nanoTime() - before > LONG.toNanos()) {
                    tookLong++;
                }
            }
            assertTrue(tookLong <= MAY_TAKE_LONG, tookLong + " of " + OTHERS + " waited with the one that is locked");
            somebody.rollback();
        }
        // It may have been told that nothing is known yet; what counts is what becomes of the trip.
        cancel.exceptionally(notKnownYet -> null).join();
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
    }

    private static void lock(Connection somebody, String id) throws SQLException {
        try (var statement = somebody.createStatement()) {
            statement.executeQuery("SELECT FROM saga WHERE saga_id = '" + id + "' FOR UPDATE");
        }
    }

    private void awaitWaiting() throws SQLException {
        long until = System.nanoTime() + LIMIT.toNanos();
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            while (System.nanoTime() < until) {
                try (var waiting = statement.executeQuery("SELECT FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                    if (waiting.next()) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("nobody waits for the row");
    }
}
