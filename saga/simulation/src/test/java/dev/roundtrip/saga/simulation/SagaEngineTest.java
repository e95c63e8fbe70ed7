package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.EngineDecidingBy;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SagaEngineTest {
    private static final Payload FINGERPRINT = Payload.of(new byte[] {1});

    private final World world = new World();
    private final MemoryJournal journal = new MemoryJournal(world);
    private final Random ids = new Random(7);
    private MemoryJournal.Connection connection = MemoryJournal.GOOD;

    private final class Switched implements MemoryJournal.Connection {
        @Override
        public boolean arrives() {
            return connection.arrives();
        }

        @Override
        public MemoryJournal.Reply reply() {
            return connection.reply();
        }

        @Override
        public <T> Uni<T> slowed(Uni<T> write) {
            return connection.slowed(write);
        }
    }

    private Running run(Participants participants) {
        return run(participants, Trips.GOOD);
    }

    private Running run(Participants participants, Trips.Network network) {
        return new Running(world.node(), Trips.blueprint(participants, network));
    }

    private final class Running {
        private final World.Node node;
        private final SagaBlueprint<String> blueprint;
        private final SagaEngine engine;

        private Running(World.Node node, SagaBlueprint<String> blueprint) {
            this.node = node;
            this.blueprint = blueprint;
            this.engine = Trips.engine(node, journal.over(new Switched()), blueprint, ids);
            heard(engine.open());
        }

        private Started start(String requestId, String request) {
            return heard(engine.start(blueprint, requestId, FINGERPRINT, request));
        }

        private UUID started(String request) {
            return assertInstanceOf(Started.Accepted.class, start(request, request))
                    .sagaId();
        }

        private Saga ended(UUID id) {
            return heard(engine.whenEnded(id));
        }
    }

    private <T> T heard(Uni<T> question) {
        var answer = new AtomicReference<T>();
        var failure = new AtomicReference<Throwable>();
        var done = new boolean[1];
        question.subscribe()
                .with(
                        item -> {
                            answer.set(item);
                            done[0] = true;
                        },
                        problem -> {
                            failure.set(problem);
                            done[0] = true;
                        });
        assertTrue(world.runUntil(() -> done[0], Duration.ofMinutes(5)), "no answer within five minutes");
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        return answer.get();
    }

    private Saga recorded(UUID id, SagaBlueprint<String> blueprint) {
        return journal.all().stream()
                .filter(chronicle -> chronicle.row().sagaId().equals(id))
                .findFirst()
                .orElseThrow()
                .replay(blueprint.definition());
    }

    @Test
    void aSagaThatWorksWaitsForTwoCommits() {
        var participants = new Participants(world);
        var running = run(participants);
        int before = journal.writes();
        var saga = running.ended(running.started("trip"));
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(Set.of("flight", "hotel", "car"), participants.active());
        assertEquals(2, journal.writes() - before);
    }

    @Test
    void aSagaThatFailsWaitsForThreeCommits() {
        var participants = Trips.soldOut(world, "car");
        var running = run(participants);
        int before = journal.writes();
        var saga = running.ended(running.started("trip"));
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(
                new Cause("car", "SOLD_OUT", "No car is left."), saga.cause().orElseThrow());
        assertEquals(Set.of(), participants.active());
        assertEquals(3, journal.writes() - before);
    }

    @Test
    void nothingIsStartedBeforeTheEngineIsOpen() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.GOOD);
        var engine = Trips.engine(world.node(), journal.over(MemoryJournal.GOOD), blueprint, ids);
        var failure =
                assertThrows(AssertionError.class, () -> heard(engine.start(blueprint, "early", FINGERPRINT, "trip")));
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertEquals(List.of(), journal.all());
    }

    @Test
    void nothingIsCalledBeforeTheStartIsCommitted() {
        var participants = new Participants(world);
        var running = run(participants);
        connection = deaf();
        running.engine
                .start(running.blueprint, "r", FINGERPRINT, "trip")
                .subscribe()
                .with(started -> {});
        world.run(Duration.ofSeconds(1));
        assertEquals(0, participants.calls());
    }

    @Test
    void nothingIsCancelledBeforeTheTurnIsCommitted() {
        var participants = Trips.soldOut(world, "hotel");
        var running = run(participants, (direction, action) -> call -> {
            if (call.step().equals("hotel")) {
                connection = deaf();
            }
            return action.call(call);
        });
        running.started("trip");
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of(), participants.firstCancels());
    }

    private static MemoryJournal.Connection deaf() {
        return new MemoryJournal.Connection() {
            @Override
            public boolean arrives() {
                return false;
            }

            @Override
            public MemoryJournal.Reply reply() {
                return MemoryJournal.Reply.NEVER;
            }
        };
    }

    @Test
    void anAppendWhoseReplyIsLostIsRecognisedAsItsOwn() {
        var participants = new Participants(world);
        var running = run(participants);
        var id = running.started("trip");
        connection = loses(1);
        var saga = running.ended(id);
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(saga.sequence(), recorded(id, running.blueprint).sequence());
    }

    @Test
    void aStartWhoseReplyIsLostIsCarriedOnAllTheSame() {
        var participants = new Participants(world);
        var running = run(participants);
        connection = loses(1);
        var failed = new boolean[1];
        running.engine
                .start(running.blueprint, "r", FINGERPRINT, "trip")
                .subscribe()
                .with(started -> {}, failure -> failed[0] = true);
        assertTrue(world.runUntil(() -> failed[0], Duration.ofSeconds(5)), "the start did not fail");
        assertTrue(
                world.runUntil(
                        () -> journal.all().getFirst().row().status() == SagaStatus.COMPLETED, Duration.ofSeconds(30)),
                "the saga was stranded");
    }

    private static MemoryJournal.Connection loses(int replies) {
        return new MemoryJournal.Connection() {
            private int left = replies;

            @Override
            public boolean arrives() {
                return true;
            }

            @Override
            public MemoryJournal.Reply reply() {
                return left-- > 0 ? MemoryJournal.Reply.LOST_AND_NOTICED : MemoryJournal.Reply.HEARD;
            }
        };
    }

    @Test
    void aCallThatIsNeverAnsweredIsRepeatedWithBackOffAndThenUndone() {
        var participants = new Participants(world);
        var attempts = new ArrayList<Instant>();
        var running = run(participants, Trips.silent("hotel", () -> attempts.add(world.now())));
        var saga = running.ended(running.started("trip no car"));
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(Cause.NO_ANSWER, saga.cause().orElseThrow().reason());
        assertEquals(Set.of(), participants.active());
        assertTrue(attempts.size() > 5, "only " + attempts.size() + " attempts");
        var first = Duration.between(attempts.get(0), attempts.get(1));
        var last = Duration.between(attempts.get(attempts.size() - 2), attempts.getLast());
        assertTrue(last.compareTo(first) > 0, "the delays don't grow: " + first + ", " + last);
    }

    @Test
    void theSameRequestIsOneSagaOnAnyNode() {
        var participants = new Participants(world);
        var one = run(participants);
        var other = run(participants);
        var id = one.started("trip");
        assertEquals(new Started.Repeated(id), one.start("trip", "trip"));
        assertEquals(new Started.Repeated(id), other.start("trip", "trip"));
        assertEquals(
                new Started.Conflicting(id),
                heard(other.engine.start(other.blueprint, "trip", Payload.of(new byte[] {2}), "another")));
        assertEquals(1, journal.all().size());
    }

    @Test
    void aCancelOnAnotherNodeReachesTheOwner() {
        var participants = new Participants(world);
        var owner = run(participants, Trips.silent("hotel", () -> true));
        var other = run(participants);
        var id = owner.started("trip");
        assertEquals(Cancelled.WILL_BE_UNDONE, heard(other.engine.cancel(id, "Changed my mind.")));
        assertEquals(Cancelled.WILL_BE_UNDONE, heard(other.engine.cancel(id, "Changed my mind.")));
        assertTrue(
                world.runUntil(
                        () -> recorded(id, owner.blueprint).status() == SagaStatus.COMPENSATED, Duration.ofSeconds(30)),
                "the cancel was not heeded");
        assertEquals(Set.of(), participants.active());
        assertEquals(
                Cause.CANCELLED,
                recorded(id, owner.blueprint).cause().orElseThrow().reason());
    }

    @Test
    void aCompletedSagaCantBeCancelled() {
        var running = run(new Participants(world));
        var id = running.started("trip");
        running.ended(id);
        assertEquals(Cancelled.ALREADY_COMPLETED, heard(running.engine.cancel(id, "Too late.")));
        assertEquals(Cancelled.NO_SUCH_SAGA, heard(running.engine.cancel(UUID.randomUUID(), "Nobody.")));
    }

    @Test
    void aPausedOwnerThatWakesUpCantWriteAndDropsTheSaga() {
        var participants = Trips.soldOut(world, "car");
        var hold = new boolean[] {true};
        var owner = run(participants, Trips.silent("car", () -> hold[0]));
        var id = owner.started("trip");
        world.run(Duration.ofMillis(100));
        owner.node.freeze();
        hold[0] = false;
        var other = run(participants);
        assertTrue(
                world.runUntil(
                        () -> recorded(id, other.blueprint).status() == SagaStatus.COMPENSATED, Duration.ofSeconds(30)),
                "nobody took the saga over");
        var end = recorded(id, other.blueprint).sequence();
        owner.node.thaw();
        world.run(Duration.ofMinutes(2));
        assertEquals(end, recorded(id, other.blueprint).sequence());
        assertEquals(0, owner.engine.inFlight());
        assertEquals(Set.of(), participants.active());
    }

    @Test
    void anAdoptionThatTakesLongerThanASweepIsNotGivenUp() {
        var participants = new Participants(world);
        var hold = new boolean[] {true};
        var owner = run(participants, Trips.silent("car", () -> hold[0]));
        var id = owner.started("trip");
        world.run(Duration.ofMillis(100));
        owner.node.freeze();
        hold[0] = false;
        var slow = world.node();
        var blueprint = Trips.blueprint(participants, Trips.GOOD);
        var engine = Trips.engine(slow, journal.over(new SlowWrites(slow, Duration.ofSeconds(4))), blueprint, ids);
        heard(engine.open());
        assertTrue(
                world.runUntil(() -> recorded(id, blueprint).status() == SagaStatus.COMPLETED, Duration.ofMinutes(1)),
                "the saga was stranded by the node that adopted it");
    }

    @Test
    void anEndIsWaitedForNoLongerThanIsSaid() {
        var participants = new Participants(world);
        var hold = new boolean[] {true};
        var engine = run(participants, Trips.silent("flight", () -> hold[0]));
        var id = engine.started("trip");
        var from = world.now();
        assertTrue(heard(engine.engine.whenEnded(id, Duration.ofSeconds(1))).isEmpty());
        assertEquals(Duration.ofSeconds(1), Duration.between(from, world.now()));
        hold[0] = false;
        var ended = heard(engine.engine.whenEnded(id, Duration.ofMinutes(5)));
        assertEquals(SagaStatus.COMPLETED, ended.orElseThrow().status());
    }

    @Test
    void aWishThatArrivesWhileAWriteIsRepeatedIsHeeded() {
        var participants = new Participants(world);
        var owner = run(participants, Trips.silent("hotel", () -> true));
        var other = new SagaEngine(
                journal.over(MemoryJournal.GOOD),
                world.node(),
                EngineSettings.defaults("other"),
                List.of(owner.blueprint),
                UUID::randomUUID);
        heard(other.open());
        var id = owner.started("trip");
        for (int round = 0; round < 20; round++) {
            connection = loses(1);
            heard(other.cancel(id, "Changed my mind."));
            world.run(Duration.ofMillis(100));
        }
        assertTrue(
                world.runUntil(
                        () -> recorded(id, owner.blueprint).status() == SagaStatus.COMPENSATED, Duration.ofSeconds(30)),
                "the cancel was not heeded");
        assertEquals(Set.of(), participants.active());
        assertTrue(
                world.runUntil(() -> owner.engine.inFlight() == 0, Duration.ofSeconds(30)), "the saga is still held");
    }

    @Test
    void oneSagaThatMeetsABugHoldsUpNoOther() {
        var participants = new Participants(world);
        var blueprint = Trips.blueprint(participants, Trips.GOOD);
        var engine = EngineDecidingBy.machine(
                (saga, signal, now) -> {
                    if (Trips.WORDS.decode(saga.request()).equals("bug")) {
                        throw new IllegalStateException("a bug");
                    }
                    return SagaMachine.decide(saga, signal, now);
                },
                journal.over(MemoryJournal.GOOD),
                world.node(),
                EngineSettings.defaults("test"),
                List.of(blueprint),
                UUID::randomUUID);
        heard(engine.open());
        var bug = started(engine, blueprint, "bug");
        var trip = started(engine, blueprint, "trip");
        assertEquals(SagaStatus.COMPLETED, heard(engine.whenEnded(trip)).status());
        assertTrue(world.runUntil(() -> quarantined(bug), Duration.ofSeconds(5)), "the other one was not quarantined");
    }

    private UUID started(SagaEngine engine, SagaBlueprint<String> blueprint, String request) {
        var started = heard(engine.start(blueprint, request, FINGERPRINT, request));
        return assertInstanceOf(Started.Accepted.class, started).sagaId();
    }

    @Test
    void anActionThatAnswersWithNothingAtAllIsAnAttemptLikeAnother() {
        var participants = new Participants(world);
        var calls = new int[1];
        var running = run(
                participants,
                (direction, action) ->
                        call -> calls[0]++ == 0 ? Uni.createFrom().nullItem() : action.call(call));
        assertEquals(
                SagaStatus.COMPLETED, running.ended(running.started("trip")).status());
        assertEquals(4, calls[0], "the first one again, and then the others");
    }

    private boolean quarantined(UUID id) {
        return journal.all().stream()
                .anyMatch(chronicle -> chronicle.row().sagaId().equals(id)
                        && chronicle.row().quarantine().isPresent());
    }

    @Test
    void pastItsBoundTheEngineRefusesNewSagasButNotRepeats() {
        var participants = new Participants(world);
        var blueprint = Trips.blueprint(participants, Trips.silent("flight", () -> true));
        var settings = DefaultsBut.admitting(AdmissionLimits.ofNumber(1));
        var engine = new SagaEngine(
                journal.over(MemoryJournal.GOOD), world.node(), settings, List.of(blueprint), UUID::randomUUID);
        heard(engine.open());
        var first = assertInstanceOf(Started.Accepted.class, heard(engine.start(blueprint, "1", FINGERPRINT, "trip")));
        assertInstanceOf(Started.Busy.class, heard(engine.start(blueprint, "2", FINGERPRINT, "trip")));
        assertEquals(new Started.Repeated(first.sagaId()), heard(engine.start(blueprint, "1", FINGERPRINT, "trip")));
    }

    @Test
    void aDrainedEngineAcceptsNothingAndAnotherGoesOnAtOnce() {
        var participants = new Participants(world);
        var hold = new boolean[] {true};
        var first = run(participants, Trips.silent("hotel", () -> hold[0]));
        var id = first.started("trip");
        world.run(Duration.ofMillis(100));
        heard(first.engine.drain());
        assertInstanceOf(Started.Stopping.class, first.start("late", "late"));
        first.node.freeze();
        hold[0] = false;
        var second = run(participants);
        assertTrue(
                world.runUntil(
                        () -> recorded(id, second.blueprint).status() == SagaStatus.COMPLETED, Duration.ofSeconds(3)),
                "the saga was not handed over within less than a lease");
    }

    @Test
    void whoWaitsForTheEndIsToldThatADrainedEngineDoesNotBringIt() {
        var running = run(new Participants(world), Trips.silent("hotel", () -> true));
        var id = running.started("trip");
        var told = new AtomicReference<Throwable>();
        running.engine.whenEnded(id).subscribe().with(ended -> {}, told::set);
        heard(running.engine.drain());
        assertTrue(world.runUntil(() -> told.get() != null, Duration.ofSeconds(5)), "nobody told the one who waits");
        assertInstanceOf(NoLongerHere.class, told.get());
        assertEquals(0, running.engine.inFlight());
    }

    @Test
    void aStartThatIsCommittedOnlyAfterTheDrainIsLeftToOthers() {
        var participants = new Participants(world);
        var first = run(participants);
        connection = new SlowWrites(first.node, Duration.ofSeconds(20));
        var started = new AtomicReference<Started>();
        first.engine
                .start(first.blueprint, "late", FINGERPRINT, "late")
                .subscribe()
                .with(started::set);
        world.run(Duration.ofSeconds(1));
        heard(first.engine.drain());
        assertTrue(world.runUntil(() -> started.get() != null, Duration.ofMinutes(1)), "it was never answered");
        assertInstanceOf(Started.Accepted.class, started.get());
        assertEquals(0, first.engine.inFlight());
        assertEquals(0, participants.calls());
        connection = MemoryJournal.GOOD;
        var second = run(participants);
        var id = ((Started.Accepted) started.get()).sagaId();
        assertTrue(
                world.runUntil(
                        () -> recorded(id, second.blueprint).status() == SagaStatus.COMPLETED, Duration.ofSeconds(10)),
                "nobody carries it on");
    }
}
