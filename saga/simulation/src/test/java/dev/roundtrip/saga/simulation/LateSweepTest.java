package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A sweep whose answer was true when the database gave it, and is not any more when it is heard. */
class LateSweepTest {
    private static final Duration ANSWER_DELAY = Duration.ofMillis(300);
    private static final Duration WRITE_DELAY = Duration.ofMillis(1200);

    private final World world = new World();
    private final MemoryJournal journal = new MemoryJournal(world);
    private final Random ids = new Random(7);

    @Test
    void aSagaThatWasAdoptedMeanwhileIsNotAdoptedAgain() {
        var participants = new Participants(world);
        var hold = new boolean[] {true};
        var blueprint = Trips.blueprint(participants, Trips.silent("hotel", () -> hold[0]));
        var first = world.node();
        var engine = Trips.engine(first, journal.over(MemoryJournal.GOOD), blueprint, ids);
        engine.open()
                .chain(() -> engine.start(blueprint, "trip", Payload.empty(), "trip"))
                .subscribe()
                .with(started -> {});
        world.run(Duration.ofMillis(100));
        first.die();
        world.run(Duration.ofSeconds(10));

        var second = world.node();
        var adopter = Trips.engine(second, withLateSweeps(second, journal.over(slow(second))), blueprint, ids);
        adopter.open().subscribe().with(opened -> {});
        world.run(Duration.ofSeconds(3));
        hold[0] = false;
        assertTrue(
                world.runUntil(
                        () -> journal.all().getFirst().row().status() == SagaStatus.COMPLETED, Duration.ofMinutes(1)),
                "the saga was not completed");
        assertEquals(
                1,
                journal.all().getFirst().events().stream()
                        .filter(event -> event.event().kind() == SagaEvent.Kind.ADOPTED)
                        .count(),
                "adoptions");
    }

    /** Looks for sagas at once, and hears what was found later. */
    private static Journal withLateSweeps(World.Node node, Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    try {
                        var answer = method.invoke(journal, arguments);
                        return method.getName().equals("claimable") ? late(node, (Uni<?>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static <T> Uni<T> late(World.Node node, Uni<T> found) {
        return Uni.createFrom().emitter(emitter -> found.subscribe()
                .with(
                        rows -> node.schedule(ANSWER_DELAY, () -> emitter.complete(rows)),
                        failure -> node.schedule(ANSWER_DELAY, () -> emitter.fail(failure))));
    }

    private static MemoryJournal.Connection slow(World.Node node) {
        return new MemoryJournal.Connection() {
            @Override
            public boolean arrives() {
                return true;
            }

            @Override
            public MemoryJournal.Reply reply() {
                return MemoryJournal.Reply.HEARD;
            }

            @Override
            public <T> Uni<T> slowed(Uni<T> write) {
                return Uni.createFrom()
                        .emitter(emitter -> node.schedule(
                                WRITE_DELAY, () -> write.subscribe().with(emitter::complete, emitter::fail)));
            }
        };
    }
}
