package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is let in when more come than can be served, and what it costs to turn the others away. */
class AdmissionTest {
    private static final Payload FINGERPRINT = Payload.of(new byte[] {1});
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    private final World world = new World();
    private final World.Node node = world.node();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger requestIds = new AtomicInteger();
    private int names;

    @Test
    void whatEndsMakesRoomForAsManyMore() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.GOOD);
        var engine = open(blueprint, new AdmissionLimits(1000, 10, Duration.ofSeconds(10)));
        assertEquals(10, accepted(start(engine, blueprint, 30)));
        world.run(Duration.ofSeconds(1));
        // Ten ended within a second; in the ten seconds that one may take there is room for a hundred.
        assertEquals(100, accepted(start(engine, blueprint, 300)));
    }

    @Test
    void aParticipantThatIsAwayDoesNotKeepOthersOutForGood() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.silent("flight", () -> true));
        var engine = open(blueprint, new AdmissionLimits(1000, 10, Duration.ofSeconds(1)));
        assertEquals(10, accepted(start(engine, blueprint, 30)));
        world.run(Duration.ofSeconds(6));
        assertEquals(10, accepted(start(engine, blueprint, 30)));
    }

    @Test
    void manyRefusalsShareTheirQuestionsForRequestIds() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.silent("flight", () -> true));
        var engine = open(blueprint, AdmissionLimits.ofNumber(1));
        assertEquals(1, accepted(start(engine, blueprint, 100)));
        assertEquals(99, requestIds.get());
        assertTrue(questions.get() <= 2, () -> "the journal was asked " + questions + " times");
    }

    @Test
    void aRepeatAmongRefusalsGetsItsSaga() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.silent("flight", () -> true));
        var engine = open(blueprint, AdmissionLimits.ofNumber(1));
        var first = new ArrayList<Started>();
        engine.start(blueprint, "mine", FINGERPRINT, "trip").subscribe().with(first::add);
        world.run(Duration.ofMillis(100));
        var accepted = assertInstanceOf(Started.Accepted.class, first.getFirst());
        var others = start(engine, blueprint, 10, "mine");
        assertEquals(new Started.Repeated(accepted.sagaId()), others.getLast());
        assertEquals(0, accepted(others));
    }

    private SagaEngine open(SagaBlueprint<String> blueprint, AdmissionLimits limits) {
        var defaults = EngineSettings.defaults("test");
        var settings = new EngineSettings(
                "test",
                limits,
                defaults.lease(),
                defaults.sweepInterval(),
                defaults.adoptionsPerSweep(),
                defaults.maxUnansweredOwners(),
                defaults.writeBehind(),
                defaults.maxBatch(),
                defaults.maxWrites(),
                defaults.writeRetryDelay(),
                defaults.drainLimit());
        var journal = counted(new MemoryJournal(world).over(MemoryJournal.GOOD));
        var engine = new SagaEngine(journal, node, settings, List.of(blueprint), UUID::randomUUID);
        engine.open().subscribe().with(opened -> {});
        world.run(Duration.ofMillis(100));
        return engine;
    }

    /** All at once, and a repeat of each request id in {@code repeats} behind them; what each was answered. */
    private List<Started> start(SagaEngine engine, SagaBlueprint<String> blueprint, int number, String... repeats) {
        var answers = new ArrayList<Started>();
        for (int at = 0; at < number; at++) {
            engine.start(blueprint, "request " + names++, FINGERPRINT, "trip")
                    .subscribe()
                    .with(answers::add);
        }
        for (var repeat : repeats) {
            engine.start(blueprint, repeat, FINGERPRINT, "trip").subscribe().with(answers::add);
        }
        world.run(Duration.ofMillis(100));
        assertEquals(number + repeats.length, answers.size());
        return answers;
    }

    private static long accepted(List<Started> answers) {
        return answers.stream().filter(Started.Accepted.class::isInstance).count();
    }

    /** Answers as from afar, and counts what it is asked about request ids. */
    private Journal counted(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("findRequests")) {
                        questions.incrementAndGet();
                        requestIds.addAndGet(((Collection<?>) arguments[0]).size());
                    }
                    try {
                        return later((Uni<?>) method.invoke(journal, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private <T> Uni<T> later(Uni<T> answer) {
        return Uni.createFrom()
                .emitter(emitter ->
                        node.schedule(ROUND_TRIP, () -> answer.subscribe().with(emitter::complete, emitter::fail)));
    }
}
