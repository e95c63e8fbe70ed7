package dev.roundtrip.orchestrator.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.CommandResult.ResultCase;
import dev.roundtrip.saga.v1.ForceCompensationRequest;
import dev.roundtrip.saga.v1.ReleaseSagaRequest;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaHistoryEvent;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.saga.v1.StepStatus;
import dev.roundtrip.system.postgres.PostgresForTests;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sagas that nobody can carry on: what operators see of them, and how they get going again. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class QuarantinedSagasTest {
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

    private String waiting() {
        var id = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        operator.awaitSaga(
                id, "waiting for its hotel", saga -> saga.getSteps(1).getStatus() == StepStatus.STEP_STATUS_RUNNING);
        return id;
    }

    private void execute(String sql) {
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The saga is another node's, which is dead and whose sagas are to be taken over; with it comes a change by a bad hand. */
    private void orphan(String id, String change) {
        var node = UUID.randomUUID();
        execute("INSERT INTO saga_node (node_id, name, knows, lease_until) VALUES ('" + node
                + "', 'gone', ARRAY['trip v1'], now() - interval '1 hour');" + " UPDATE saga SET owner = '" + node
                + "' WHERE saga_id = '" + id + "'; " + change);
    }

    private List<CommandResult> force(SeenSaga saga) {
        return operator.operations()
                .forceCompensation(ForceCompensationRequest.newBuilder()
                        .addSagas(saga)
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> release(SeenSaga saga) {
        return operator.operations()
                .releaseSaga(ReleaseSagaRequest.newBuilder()
                        .addSagas(saga)
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private void undo(String id) {
        assertTrue(operator.command(id, this::force).hasRecorded());
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
    }

    @Test
    void aTripWhoseRequestCannotBeReadIsQuarantinedUntilItIsMendedAndReleased() {
        var id = waiting();
        var ofRequest = " WHERE sequence = 1 AND saga_id = '" + id + "';";
        orphan(id, "UPDATE saga_event SET payload = decode('ff', 'hex') || payload" + ofRequest);
        operator.awaitFlag(id, SagaFlag.SAGA_FLAG_QUARANTINED);

        var summary = operator.saga(id).getSummary();
        assertTrue(summary.getQuarantineReason().contains("can't be read"), summary.toString());
        assertFalse(summary.getUnknownVersion());
        assertEquals("gone", summary.getOwner().getName());
        assertFalse(summary.getOwner().getAlive());
        var refused = force(operator.seen(id)).getFirst();
        assertEquals(
                "It is quarantined: release it first.", refused.getRefused().getWhy());
        var cancelled = assertThrows(StatusRuntimeException.class, () -> operator.cancel(id));
        assertEquals(Status.Code.FAILED_PRECONDITION, cancelled.getStatus().getCode(), cancelled.toString());
        assertFalse(operator.trip(id).hasTraveller());
        assertTrue(operator.newestTrips().contains(id), "one that can't be read hides a page of trips");

        execute("UPDATE saga_event SET payload = substring(payload FROM 2)" + ofRequest);
        var released = release(operator.seen(id)).getFirst();
        assertEquals(ResultCase.RECORDED, released.getResultCase(), released.toString());
        var event = operator.event(id, "SAGA_RELEASED");
        assertEquals(released.getRecorded().getSequence(), event.getSequence());
        assertEquals(Operator.ACTOR, event.getActor());
        assertEquals(Operator.REASON, event.getMessage());
        operator.awaitSaga(
                id, "taken over", saga -> saga.getSummary().getOwner().getAlive());
        undo(id);
    }

    @Test
    void aHistoryThatCannotBeFoldedIsShownAsItIs() {
        var id = waiting();
        var ofSecond = " WHERE sequence = 2 AND saga_id = '" + id + "';";
        orphan(id, "UPDATE saga_event SET kind = 'SAGA_EVAPORATED'" + ofSecond);
        operator.awaitFlag(id, SagaFlag.SAGA_FLAG_QUARANTINED);

        var saga = operator.saga(id);
        assertTrue(saga.getUnreadable().contains("SAGA_EVAPORATED"), saga.toString());
        assertEquals(0, saga.getStepsCount());
        assertEquals(
                List.of("SAGA_STARTED", "SAGA_EVAPORATED"),
                operator.history(id).subList(0, 2).stream()
                        .map(SagaHistoryEvent::getKind)
                        .toList());

        execute("UPDATE saga_event SET kind = 'STEP_STARTED'" + ofSecond);
        assertTrue(release(operator.seen(id)).getFirst().hasRecorded());
        operator.awaitSaga(
                id, "taken over", mended -> mended.getSummary().getOwner().getAlive());
        undo(id);
    }

    @Test
    void aSagaOfAVersionThatNobodyKnowsIsSetAsideAndComesBackByItself() {
        var id = waiting();
        orphan(id, "UPDATE saga SET version = 99 WHERE saga_id = '" + id + "';");
        operator.awaitFlag(id, SagaFlag.SAGA_FLAG_QUARANTINED);

        var saga = operator.saga(id);
        assertTrue(saga.getSummary().getUnknownVersion());
        assertEquals(99, saga.getSummary().getVersion());
        assertEquals("No live node knows trip v99.", saga.getSummary().getQuarantineReason());
        assertEquals("This process doesn't know trip v99.", saga.getUnreadable());
        assertFalse(operator.history(id).isEmpty());

        execute("UPDATE saga SET version = 1 WHERE saga_id = '" + id + "'");
        operator.awaitSaga(
                id,
                "released and taken over",
                known -> known.getSummary().getFlagsCount() == 0
                        && known.getSummary().getOwner().getAlive());
        undo(id);
    }
}
