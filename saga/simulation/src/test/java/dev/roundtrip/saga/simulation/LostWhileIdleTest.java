package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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

    /** The journal is asked about a few at a time, and those that it was asked about are soon quiet again. */
    @Test
    void anOwnerOfManyQuietSagasFindsOutAboutEachOfThemInItsTurn() {
        participants.given("hotel", Script.neverAnswers());
        var node = fleet.world.node();
        var owner = fleet.engine(node, DefaultsBut.adopting(2), trips);
        var ids = Stream.generate(() -> fleet.started(owner, trips, "trip"))
                .limit(40)
                .toList();
        fleet.world.run(Duration.ofSeconds(2));
        ids.forEach(id -> {
            var seen = fleet.chronicle(id).row().lastSequence();
            assertInstanceOf(
                    Commanded.Recorded.class, fleet.heard(owner.command(id, seen, new OperatorCommand.Pause(), NOTE)));
        });
        fleet.world.run(Duration.ofSeconds(10));
        var setAside = ids.subList(0, ids.size() / 2);
        setAside.forEach(id -> fleet.heard(fleet.journal
                .over(MemoryJournal.GOOD)
                .quarantine(id, fleet.chronicle(id).row().lastSequence(), "By hand.")));
        fleet.until(() -> owner.inFlight() == ids.size() - setAside.size(), "those set aside let go of");
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
