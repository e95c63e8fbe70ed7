package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stops the orchestrator before and after every journal write and every call, and the one that takes over from it as well,
 * at each combination of such moments. Whatever stops when: the saga ends, and what is left agrees with how it ended.
 */
class CrashMatrixTest {
    private static final Duration LONG = Duration.ofMinutes(15);

    /** A process that stops at a given moment of those that matter, counted from when it was started. */
    private static final class Mortal implements MemoryJournal.Connection, Trips.Network {
        private final World.Node node;
        private final int lastMoment;
        private int moments;

        private Mortal(World.Node node, int lastMoment) {
            this.node = node;
            this.lastMoment = lastMoment;
        }

        /** Whether it lives through this moment. */
        private boolean survives() {
            if (++moments == lastMoment) {
                node.freeze();
            }
            return !node.isFrozen();
        }

        private boolean died() {
            return node.isFrozen();
        }

        @Override
        public boolean arrives() {
            return survives();
        }

        @Override
        public MemoryJournal.Reply reply() {
            return survives() ? MemoryJournal.Reply.HEARD : MemoryJournal.Reply.NEVER;
        }

        @Override
        public Action<String> between(Direction direction, Action<String> action) {
            return call -> {
                if (!survives()) {
                    return Uni.createFrom().nothing();
                }
                return action.call(call)
                        .onItem()
                        .transformToUni(outcome -> survives()
                                ? Uni.createFrom().item(outcome)
                                : Uni.createFrom().nothing());
            };
        }
    }

    @ParameterizedTest(name = "sold out: {0}, cancelled by the {1}")
    @CsvSource({"'', nobody", "flight, nobody", "hotel, nobody", "car, nobody", "'', first", "'', second"})
    void everySagaEndsAsItMustWheneverAnOrchestratorStops(String soldOut, String cancelledBy) {
        int first = 1;
        int furthest = 0;
        boolean firstDied = true;
        while (firstDied) {
            int second = 1;
            boolean secondDied = true;
            while (firstDied && secondDied) {
                var run = new Run(soldOut, cancelledBy, first, second);
                run.play();
                firstDied = run.one.died();
                secondDied = run.two.died();
                second++;
            }
            furthest = Math.max(furthest, second);
            first++;
        }
        assertTrue(first > 5, "the first orchestrator had only " + first + " moments to stop at");
        assertTrue(furthest > 5, "the second orchestrator had only " + furthest + " moments to stop at");
    }

    private static final class Run {
        private final World world = new World();
        private final MemoryJournal journal = new MemoryJournal(world);
        private final Participants participants;
        private final String cancelledBy;
        private final Mortal one;
        private final Mortal two;
        private final String name;

        private Run(String soldOut, String cancelledBy, int first, int second) {
            this.participants = Trips.soldOut(world, soldOut);
            this.cancelledBy = cancelledBy;
            this.one = new Mortal(world.node(), first);
            this.two = new Mortal(world.node(), second);
            this.name = "stopped at moments " + first + " and " + second + ": ";
        }

        private void play() {
            var ids = new Random(1);
            var blueprint = Trips.blueprint(participants, one);
            var engine = Trips.engine(one.node, journal.over(one), blueprint, ids);
            engine.open()
                    .chain(() -> engine.start(blueprint, "request", Payload.empty(), "trip"))
                    .subscribe()
                    .with(started -> {
                        if (cancelledBy.equals("first")) {
                            cancel(engine);
                        }
                    });
            world.run(Duration.ofSeconds(1));
            var second = open(two, ids);
            if (cancelledBy.equals("second")) {
                cancel(second);
            }
            world.run(Duration.ofSeconds(10));
            open(new Mortal(world.node(), Integer.MAX_VALUE), ids);
            boolean rest = world.runUntil(
                    () -> journal.all().stream()
                            .allMatch(chronicle -> chronicle.row().status().isFinal()),
                    LONG);
            assertTrue(rest, name + "not at rest: " + journal.all());
            audit();
            participants.redeliverEveryRequest();
            audit();
        }

        private SagaEngine open(Mortal mortal, Random ids) {
            var engine = Trips.engine(mortal.node, journal.over(mortal), Trips.blueprint(participants, mortal), ids);
            engine.open().subscribe().with(opened -> {});
            return engine;
        }

        private void cancel(SagaEngine engine) {
            journal.all().forEach(chronicle -> engine.cancel(chronicle.row().sagaId(), "Changed my mind.")
                    .subscribe()
                    .with(done -> {}, failure -> {}));
        }

        private void audit() {
            if (journal.all().isEmpty()) {
                assertEquals(0, participants.calls(), name + "something was called for a saga that was never accepted");
                return;
            }
            var chronicle = journal.all().getFirst();
            boolean completed = chronicle.row().status() == SagaStatus.COMPLETED;
            assertEquals(
                    completed ? Set.of("flight", "hotel", "car") : Set.of(), participants.active(), name + chronicle);
            long ends = chronicle.events().stream()
                    .map(event -> event.event().kind())
                    .filter(kind -> kind == SagaEvent.Kind.SAGA_COMPLETED || kind == SagaEvent.Kind.SAGA_COMPENSATED)
                    .count();
            assertEquals(1, ends, name + "ends recorded");
            assertEquals(chronicle.row().lastSequence(), chronicle.events().size(), name + "history");
            var cancels = participants.firstCancels();
            if (cancels.contains("flight")) {
                assertEquals("flight", cancels.getLast(), name + "cancelled in the order " + cancels);
            }
        }
    }
}
