package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A database that hangs for longer than a lease, and fails nothing: every statement is answered once it goes on. */
class HangingDatabaseTest {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(8);

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final SagaBlueprint<String> trips = Trips.blueprint(participants, Trips.silent("hotel", () -> true));
    private Instant goesOnAt = fleet.world.now();

    /** What the node asks takes until the database goes on, and {@code more} for the way. */
    private Journal hanging(World.Node node, Duration more) {
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    var wait = Duration.between(fleet.world.now(), goesOnAt.plus(more));
                    var statement = Uni.createFrom().<Object>deferred(() -> {
                        try {
                            return ((Uni<?>) method.invoke(journal, arguments)).map(answer -> (Object) answer);
                        } catch (IllegalAccessException | InvocationTargetException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    return wait.isPositive()
                            ? Uni.createFrom()
                                    .emitter(emitter -> node.schedule(
                                            wait, () -> statement.subscribe().with(emitter::complete, emitter::fail)))
                            : statement;
                });
    }

    private SagaEngine engine(String name, Duration more) {
        var node = fleet.world.node();
        var engine = new SagaEngine(
                hanging(node, more), node, EngineSettings.defaults(name), List.of(trips), UUID::randomUUID);
        fleet.heard(engine.open());
        return engine;
    }

    @Test
    void nobodyTakesItForTheDeathOfTheOthers() {
        engine("first to be heard", Duration.ZERO);
        var owner = engine("half a second later", Duration.ofMillis(500));
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(3));
        goesOnAt = fleet.world.now().plus(LONGER_THAN_A_LEASE);
        var quarantined = new boolean[1];
        fleet.world.runUntil(
                () -> {
                    quarantined[0] |= fleet.chronicle(id).row().quarantine().isPresent();
                    return false;
                },
                Duration.ofSeconds(30));
        assertTrue(!quarantined[0], "it was quarantined, although every node knows its version");
        assertTrue(
                fleet.chronicle(id).events().stream().noneMatch(event -> event.event() instanceof SagaEvent.Adopted),
                "it was taken from an owner that lives");
    }

    @Test
    void aRenewalThatIsUnderWayDoesNotOutliveTheEndOfTheLease() {
        var owner = engine("owner", Duration.ofMillis(500));
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(1));
        goesOnAt = fleet.world.now().plus(Duration.ofSeconds(2));
        fleet.world.run(Duration.ofSeconds(1));
        // A renewal is on its way by now, and what is asked from here on overtakes it.
        goesOnAt = fleet.world.now();
        fleet.heard(owner.drain());
        fleet.world.run(Duration.ofSeconds(3));
        fleet.engine(trips);
        assertTrue(
                fleet.world.runUntil(
                        () -> fleet.chronicle(id).events().stream()
                                .anyMatch(event -> event.event() instanceof SagaEvent.Adopted),
                        Duration.ofSeconds(2)),
                "the saga was not handed over at once");
    }
}
