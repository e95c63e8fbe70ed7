package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators' commands, given at the node that carries the saga on, or at any other. */
class OperationsTest {
    private static final OperatorNote NOTE = new OperatorNote("ada", "The hotel is on fire.");

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final SagaBlueprint<String> trips = Trips.blueprint(participants, Trips.GOOD);
    private SagaEngine owner;
    private SagaEngine another;

    @BeforeEach
    void twoNodes() {
        owner = fleet.engine(trips);
        another = fleet.engine(trips);
    }

    private SagaEngine node(String which) {
        return which.equals("owner") ? owner : another;
    }

    private Commanded command(SagaEngine node, UUID id, OperatorCommand command) {
        return fleet.heard(node.command(id, seen(id), command, NOTE));
    }

    private long seen(UUID id) {
        return fleet.chronicle(id).row().lastSequence();
    }

    private UUID waitingForTheHotel() {
        participants.given("hotel", Script.neverAnswers());
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(5));
        return id;
    }

    private UUID stuckWithTheHotel() {
        participants.givenUndoing("hotel", Script.neverAnswers());
        var id = fleet.started(owner, trips, "trip");
        fleet.heard(owner.cancel(id, "Changed my mind."));
        fleet.until(() -> fleet.saga(id, trips).step("hotel").stuck(), "a stuck hotel");
        return id;
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void aPausedSagaStartsNothingAndItsDeadlineWaits(String where) {
        var id = waitingForTheHotel();
        assertInstanceOf(Commanded.Recorded.class, command(node(where), id, new OperatorCommand.Pause()));
        fleet.world.run(Duration.ofSeconds(5));
        int calls = participants.calls();
        fleet.world.run(Duration.ofMinutes(30));
        assertEquals(calls, participants.calls());
        assertEquals(SagaStatus.RUNNING, fleet.saga(id, trips).status());
        assertTrue(fleet.saga(id, trips).pausedAt().isPresent());
        participants.given("hotel", Script.confirms());
        assertInstanceOf(Commanded.Recorded.class, command(node(where), id, new OperatorCommand.Resume()));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, trips).status());
    }

    @Test
    void aSagaThatIsLikeThatAlreadyIsLeftAsItIs() {
        var id = waitingForTheHotel();
        assertEquals(new Commanded.Unchanged(), command(another, id, new OperatorCommand.Resume()));
        command(another, id, new OperatorCommand.Pause());
        assertEquals(new Commanded.Unchanged(), command(another, id, new OperatorCommand.Pause()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void aStuckStepIsTriedAgainAtOnce(String where) {
        var id = stuckWithTheHotel();
        fleet.world.run(Duration.ofMinutes(1));
        participants.givenUndoing("hotel", Script.confirms());
        var asked = fleet.world.now();
        command(node(where), id, new OperatorCommand.RetryStep("hotel"));
        var saga = fleet.ended(id, trips);
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        var took = Duration.between(asked, fleet.world.now());
        assertTrue(took.compareTo(Duration.ofSeconds(2)) <= 0, () -> "it took " + took);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void whatIsDoneByHandIsNotCalledCompensated(String where) {
        var id = stuckWithTheHotel();
        command(node(where), id, new OperatorCommand.MarkStepDone("hotel", Payload.empty()));
        assertEquals(SagaStatus.CLOSED_BY_OPERATOR, fleet.ended(id, trips).status());
        assertEquals(Set.of("hotel"), participants.active(), "nobody has given it back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void compensationIsForced(String where) {
        var id = waitingForTheHotel();
        command(node(where), id, new OperatorCommand.ForceCompensation());
        var saga = fleet.ended(id, trips);
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(
                new Cause("", Cause.FORCED_BY_OPERATOR, "ada: The hotel is on fire."),
                saga.cause().orElseThrow());
        assertEquals(Set.of(), participants.active());
    }

    @Test
    void aSagaThatHasMovedOnIsNotTouched() {
        var id = waitingForTheHotel();
        long now = seen(id);
        assertEquals(
                new Commanded.MovedOn(now),
                fleet.heard(another.command(id, now - 1, new OperatorCommand.ForceCompensation(), NOTE)));
        assertEquals(
                new Commanded.MovedOn(now),
                fleet.heard(another.command(id, now + 1, new OperatorCommand.ForceCompensation(), NOTE)));
        assertEquals(now, seen(id));
    }

    @Test
    void aSagaThatHasEndedOrIsNotThereIsNotTouched() {
        var id = fleet.started(owner, trips, "trip");
        fleet.ended(id, trips);
        assertInstanceOf(Commanded.Refused.class, command(another, id, new OperatorCommand.Pause()));
        assertEquals(
                new Commanded.NoSuchSaga(),
                fleet.heard(another.command(new UUID(1, 1), 1, new OperatorCommand.Pause(), NOTE)));
        assertThrows(
                IllegalArgumentException.class,
                () -> command(another, waitingForTheHotel(), new OperatorCommand.RetryStep("train")));
    }

    @Test
    void aStuckStepGoesOnBeingTriedAndItsHistoryStaysAsItIs() {
        var id = stuckWithTheHotel();
        fleet.world.run(Duration.ofMinutes(1));
        long events = seen(id);
        int tried = participants.calls(id, "hotel", Direction.COMPENSATION);
        fleet.world.run(Duration.ofMinutes(30));
        assertEquals(events, seen(id));
        int since = participants.calls(id, "hotel", Direction.COMPENSATION) - tried;
        assertTrue(since >= 100, () -> "it was tried " + since + " times in half an hour");
        participants.givenUndoing("hotel", Script.confirms());
        assertEquals(SagaStatus.COMPENSATED, fleet.ended(id, trips).status());
    }

    @Test
    void onlyWhatIsQuarantinedIsReleased() {
        var id = waitingForTheHotel();
        assertEquals(new Commanded.Refused("It is not quarantined."), fleet.heard(another.release(id, seen(id), NOTE)));
        assertEquals(new Commanded.MovedOn(seen(id)), fleet.heard(another.release(id, seen(id) + 1, NOTE)));
        assertEquals(new Commanded.NoSuchSaga(), fleet.heard(another.release(new UUID(1, 1), 1, NOTE)));
        assertFalse(fleet.chronicle(id).row().quarantine().isPresent());
    }
}
