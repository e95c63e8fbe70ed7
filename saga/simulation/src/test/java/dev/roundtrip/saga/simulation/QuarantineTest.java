package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Sagas that nobody should, or can, carry on are set aside alone, and come back. */
class QuarantineTest {
    private static final OperatorNote NOTE = new OperatorNote("ada", "It is mended.");
    private static final int NODES_IT_MAY_STOP = 5;

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final Action<String> cancel = participants.play(Direction.COMPENSATION);

    private SagaBlueprint<String> trips(int version, RequestCodec<String> codec, Action<String> reserve) {
        return SagaBlueprint.named("trip", version, codec)
                .step("flight", reserve)
                .undoneBy(cancel)
                .build();
    }

    private SagaBlueprint<String> trips(int version) {
        return trips(version, Trips.WORDS, participants.play(Direction.FORWARD));
    }

    private static RequestCodec<String> reading(UnaryOperator<String> how) {
        return new RequestCodec<>() {
            @Override
            public Payload encode(String request) {
                return Trips.WORDS.encode(request);
            }

            @Override
            public String decode(Payload payload) {
                return how.apply(Trips.WORDS.decode(payload));
            }
        };
    }

    private boolean isQuarantined(UUID id) {
        return fleet.chronicle(id).row().quarantine().isPresent();
    }

    /** Carries trips on until one of them is called "deadly": then its process is gone. */
    private SagaBlueprint<String> deadlyFor(World.Node node) {
        Action<String> reserve = participants.play(Direction.FORWARD);
        return trips(1, Trips.WORDS, call -> {
            if (call.request().equals("deadly")) {
                node.die();
                return Uni.createFrom().nothing();
            }
            return reserve.call(call);
        });
    }

    @Test
    void aSagaThatStopsWhoeverCarriesItOnDoesNotWalkThroughTheFleet() {
        var first = fleet.world.node();
        var blueprint = deadlyFor(first);
        var engine = fleet.engine(first, blueprint);
        var harmless = fleet.started(engine, blueprint, "harmless");
        var deadly = fleet.started(engine, blueprint, "deadly");
        int stopped = 0;
        while (!isQuarantined(deadly)) {
            var node = fleet.world.node();
            fleet.engine(node, deadlyFor(node));
            fleet.until(() -> node.isFrozen() || isQuarantined(deadly), "another process stopped, or a quarantine");
            stopped++;
            assertTrue(stopped <= NODES_IT_MAY_STOP, "it walks through the fleet");
        }
        assertEquals(NODES_IT_MAY_STOP, stopped, "the last one took the hint");
        var survivor = fleet.engine(trips(1));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(harmless, trips(1)).status());
        var refused = fleet.heard(survivor.command(
                deadly, fleet.chronicle(deadly).row().lastSequence(), new OperatorCommand.Pause(), NOTE));
        assertEquals(new Commanded.Refused("It is quarantined: release it first."), refused);
        assertInstanceOf(
                Commanded.Recorded.class,
                fleet.heard(
                        survivor.release(deadly, fleet.chronicle(deadly).row().lastSequence(), NOTE)));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(deadly, trips(1)).status());
    }

    @Test
    void aRequestThatCantBeReadIsQuarantinedAloneAndCarriedOnOnceItCan() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        var node = fleet.world.node();
        var blueprint = trips(1);
        var engine = fleet.engine(node, blueprint);
        var readable = fleet.started(engine, blueprint, "readable");
        var unreadable = fleet.started(engine, blueprint, "unreadable");
        node.die();
        var release = new boolean[1];
        var successor = fleet.engine(trips(
                1,
                reading(word -> {
                    if (word.equals("unreadable") && !release[0]) {
                        throw new IllegalStateException("what does it say?");
                    }
                    return word;
                }),
                participants.play(Direction.FORWARD)));
        fleet.until(() -> isQuarantined(unreadable), "a quarantine");
        assertEquals(SagaStatus.COMPLETED, fleet.ended(readable, blueprint).status());
        release[0] = true;
        fleet.heard(
                successor.release(unreadable, fleet.chronicle(unreadable).row().lastSequence(), NOTE));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(unreadable, blueprint).status());
    }

    /** As deep nesting does to a parser, and a class that is missing to anyone. */
    @Test
    void whatThrowsMoreThanAnExceptionIsQuarantinedAloneAndSaysWhyInWordsThatCanBeKept() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        var node = fleet.world.node();
        var blueprint = trips(1);
        var engine = fleet.engine(node, blueprint);
        var deep = fleet.started(engine, blueprint, "deep");
        var missing = fleet.started(engine, blueprint, "missing");
        var sound = fleet.started(engine, blueprint, "sound");
        node.die();
        fleet.engine(trips(
                1,
                reading(word -> switch (word) {
                    case "deep" -> throw new StackOverflowError();
                    case "missing" -> throw new NoClassDefFoundError("\0".repeat(1000));
                    default -> word;
                }),
                participants.play(Direction.FORWARD)));
        fleet.until(() -> isQuarantined(deep) && isQuarantined(missing), "two quarantines");
        var why = fleet.chronicle(missing).row().quarantine().orElseThrow();
        assertTrue(why.length() <= 500 && why.indexOf(0) < 0, why);
        assertEquals(SagaStatus.COMPLETED, fleet.ended(sound, blueprint).status());
    }

    @Test
    void aWishToHaveOneUndoneIsTakenForGrantedOnceItHasTurnedAndNeedsAPersonBeforeThat() {
        participants.given("flight", Script.neverAnswers());
        var node = fleet.world.node();
        var engine = fleet.engine(node, trips(1));
        var running = fleet.started(engine, trips(1), "running");
        var turned = fleet.started(engine, trips(1), "turned");
        fleet.world.run(Duration.ofSeconds(1));
        fleet.heard(engine.cancel(turned, "Changed my mind."));
        node.die();
        for (var id : List.of(running, turned)) {
            fleet.heard(fleet.journal
                    .over(MemoryJournal.GOOD)
                    .quarantine(id, fleet.chronicle(id).row().lastSequence(), "By hand."));
        }
        assertEquals(SagaStatus.COMPENSATING, fleet.chronicle(turned).row().status());
        var here = fleet.engine(trips(1));
        assertEquals(Cancelled.QUARANTINED, fleet.heard(here.cancel(running, "Me too.")));
        assertEquals(Cancelled.WILL_BE_UNDONE, fleet.heard(here.cancel(turned, "Once more.")));
        var elsewhere = fleet.engine(trips(2));
        assertEquals(Cancelled.TRY_AGAIN, fleet.heard(elsewhere.cancel(running, "And I.")));
    }

    @Test
    void anActionThatThrowsMoreThanAnExceptionIsAnsweredForAndTheSagaUndone() {
        var blueprint = trips(1, Trips.WORDS, call -> {
            throw new NoClassDefFoundError("of a library");
        });
        var engine = fleet.engine(blueprint);
        var id = fleet.started(engine, blueprint, "trip");
        assertEquals(SagaStatus.COMPENSATED, fleet.ended(id, blueprint).status());
    }

    /** Two builds that call different shapes the same version: what the check on shapes is there to keep from happening. */
    @Test
    void aStepThatIsNotInTheDefinitionQuarantinesItsSagaAlone() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        participants.given("train", Script.unknown(3).then(Script.confirms()));
        var byTrain = SagaBlueprint.named("trip", 1, Trips.WORDS)
                .step("train", participants.play(Direction.FORWARD))
                .undoneBy(cancel)
                .build();
        var nodes = List.of(fleet.world.node(), fleet.world.node());
        var strange = fleet.started(fleet.engine(nodes.get(0), byTrain), byTrain, "by train");
        var sound = fleet.started(fleet.engine(nodes.get(1), trips(1)), trips(1), "by air");
        nodes.forEach(World.Node::die);
        fleet.engine(trips(1));
        fleet.until(() -> isQuarantined(strange), "a quarantine");
        assertEquals(SagaStatus.COMPLETED, fleet.ended(sound, trips(1)).status());
    }

    @Test
    void aSagaOfAVersionThatNoLiveNodeKnowsWaitsForOneThatDoes() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        var node = fleet.world.node();
        var engine = fleet.engine(node, trips(2));
        fleet.engine(trips(1));
        var id = fleet.started(engine, trips(2), "trip");
        node.die();
        fleet.until(() -> isQuarantined(id), "a quarantine");
        fleet.world.run(Duration.ofMinutes(1));
        assertTrue(isQuarantined(id));
        fleet.engine(trips(1), trips(2));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, trips(2)).status());
    }

    @Test
    void aSagaOfAVersionThatALiveNodeKnowsIsLeftToThatNode() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        var node = fleet.world.node();
        var engine = fleet.engine(node, trips(2));
        fleet.engine(trips(1));
        var knowing = fleet.world.node();
        fleet.engine(knowing, trips(2));
        var id = fleet.started(engine, trips(2), "trip");
        node.die();
        var ever = new boolean[1];
        fleet.until(
                () -> {
                    ever[0] |= isQuarantined(id);
                    return fleet.chronicle(id).row().status().isFinal();
                },
                "the end");
        assertTrue(!ever[0], "it was quarantined although someone knew its version");
    }
}
