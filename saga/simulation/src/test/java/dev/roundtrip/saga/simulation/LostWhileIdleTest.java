package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A saga that has nothing to do writes nothing, so no refused write tells its owner that it was taken away. */
class LostWhileIdleTest {
    private static final OperatorNote NOTE = new OperatorNote("ada", "Wait for the customer.");

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final SagaBlueprint<String> trips = Trips.blueprint(participants, Trips.GOOD);

    @Test
    void anOwnerThatSleptLetsGoOfAPausedSagaThatAnotherHasTakenOver() {
        participants.given("hotel", Script.neverAnswers());
        var node = fleet.world.node();
        var owner = fleet.engine(node, trips);
        var id = fleet.started(owner, trips, "trip");
        var waiting = new AtomicReference<Throwable>();
        owner.whenEnded(id).subscribe().with(ended -> {}, waiting::set);
        fleet.world.run(Duration.ofSeconds(5));
        var seen = fleet.chronicle(id).row().lastSequence();
        var paused = fleet.heard(owner.command(id, seen, new OperatorCommand.Pause(), NOTE));
        assertInstanceOf(Commanded.Recorded.class, paused);
        fleet.world.run(Duration.ofSeconds(5));

        node.freeze();
        fleet.engine(trips);
        fleet.world.run(Duration.ofSeconds(20));
        node.thaw();
        fleet.world.run(Duration.ofSeconds(20));

        assertEquals(0, owner.inFlight(), "sagas that the first owner still holds");
        assertInstanceOf(NoLongerHere.class, waiting.get(), "who waits for its end there is told to look elsewhere");
    }

    @Test
    void anOwnerThatSleptAndLostNothingGoesOnAsBefore() {
        participants.given("hotel", Script.unknown(8).then(Script.confirms()));
        var node = fleet.world.node();
        var owner = fleet.engine(node, trips);
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(2));
        node.freeze();
        fleet.world.run(Duration.ofSeconds(20));
        node.thaw();
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, trips).status());
        fleet.until(() -> owner.inFlight() == 0, "nothing held any more");
    }
}
