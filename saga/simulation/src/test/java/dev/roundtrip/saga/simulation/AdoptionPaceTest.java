package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.runtime.Loop;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mass recovery asks of the journal, whatever the matter is with it. */
class AdoptionPaceTest {
    private static final int ORPHANS = 60;
    private static final int PER_SWEEP = 10;

    private final Fleet fleet = new Fleet();
    private final World.Node successor = fleet.world.node();
    private final List<Instant> looks = new ArrayList<>();
    private final List<UUID> read = new ArrayList<>();
    private SagaBlueprint<?> trips;

    @BeforeEach
    void aNodeDies() {
        var participants = new Participants(fleet.world);
        participants.given("flight", Script.neverAnswers());
        var blueprint = Trips.blueprint(participants, Trips.GOOD);
        trips = blueprint;
        var node = fleet.world.node();
        var dying = fleet.engine(node, blueprint);
        for (int orphan = 0; orphan < ORPHANS; orphan++) {
            fleet.started(dying, blueprint, "trip " + orphan);
        }
        node.die();
    }

    @Test
    void howeverSlowReadingIsEachSagaIsReadOnce() {
        succeed(successor, slow(Duration.ofSeconds(3)));
        fleet.until(() -> adopted() == ORPHANS, "the adoption of all");
        assertEquals(ORPHANS, read.size());
        assertEquals(ORPHANS, new HashSet<>(read).size());
    }

    @Test
    void whatCannotBeReadIsLookedForNoMoreOftenThanIsSet() {
        succeed(
                successor,
                answer -> answer.replaceWith(Uni.createFrom().failure(new JournalUnavailable("for the test", null))));
        fleet.world.run(Duration.ofSeconds(30));
        looks.clear();
        fleet.world.run(Duration.ofSeconds(10));
        assertTrue(looks.size() >= 5 && looks.size() <= 11, () -> looks.size() + " looks in ten seconds");
    }

    /** A timer that has gone off may wait for its turn when it is cancelled. */
    @Test
    void timersThatCannotBeCancelledLeaveOneSweepAtATime() {
        succeed(new Stubborn(successor), slow(Duration.ofMillis(200)));
        fleet.until(() -> adopted() == ORPHANS, "the adoption of all");
        fleet.world.run(Duration.ofSeconds(5));
        looks.clear();
        fleet.world.run(Duration.ofSeconds(10));
        assertTrue(looks.size() >= 5 && looks.size() <= 11, () -> looks.size() + " looks in ten seconds");
    }

    private void succeed(Loop loop, UnaryOperator<Uni<Object>> reading) {
        var settings = DefaultsBut.adopting(PER_SWEEP);
        var engine = new SagaEngine(watched(reading), loop, settings, List.of(trips), UUID::randomUUID);
        fleet.heard(engine.open());
    }

    private UnaryOperator<Uni<Object>> slow(Duration delay) {
        return answer -> Uni.createFrom()
                .emitter(emitter ->
                        successor.schedule(delay, () -> answer.subscribe().with(emitter::complete, emitter::fail)));
    }

    private int adopted() {
        return (int) fleet.journal.all().stream()
                .filter(chronicle -> chronicle.events().size() > 2)
                .count();
    }

    /** The journal, whose looks for orphans are counted, and whose histories come as they are told to. */
    @SuppressWarnings("unchecked")
    private Journal watched(UnaryOperator<Uni<Object>> reading) {
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    var answer = method.invoke(journal, arguments);
                    return switch (method.getName()) {
                        case "claimable" -> {
                            looks.add(fleet.world.now());
                            yield answer;
                        }
                        case "read" -> {
                            if (arguments[0] instanceof Collection<?> ids) {
                                ids.forEach(id -> read.add((UUID) id));
                            }
                            yield reading.apply((Uni<Object>) answer);
                        }
                        default -> answer;
                    };
                });
    }
}
