package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.runtime.AdmissionLimits;
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
    /** A question with this request id among them is never answered. */
    private String unanswered = "";
    /** How long the journal takes for questions. */
    private Duration silence = ROUND_TRIP;

    @Test
    void whatEndsMakesRoomForAsManyMore() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.GOOD);
        var engine = open(blueprint, new AdmissionLimits(1000, 20, Duration.ofSeconds(10)));
        assertEquals(20, accepted(start(engine, blueprint, 30)));
        world.run(Duration.ofSeconds(1));
        // Twenty ended within a second: room for 80 in four of the ten seconds that one may stand in line, and for one
        // more in what it takes alone.
        assertEquals(81, accepted(start(engine, blueprint, 300)));
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
        // One for each that may be under way, and one for all who came meanwhile.
        assertTrue(questions.get() <= 3, () -> "the journal was asked " + questions + " times");
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

    @Test
    void aQuestionThatIsNeverAnsweredHoldsUpNoOther() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.silent("flight", () -> true));
        var engine = open(blueprint, AdmissionLimits.ofNumber(1));
        assertEquals(1, accepted(start(engine, blueprint, 1)));
        unanswered = "lost";
        var lost = failure(engine, blueprint, "lost");
        world.run(Duration.ofMillis(1));
        assertEquals(30, busy(start(engine, blueprint, 30)));
        assertTrue(lost.isEmpty(), "it has its time");
        world.run(Duration.ofSeconds(2));
        assertInstanceOf(JournalUnavailable.class, lost.getFirst());
    }

    @Test
    void whoGetsNoAnswerIsToldSoInTimeAndTheOthersAreServedAsSoonAsThereIsOne() {
        var blueprint = Trips.blueprint(new Participants(world), Trips.silent("flight", () -> true));
        var engine = open(blueprint, new AdmissionLimits(1, 1, Duration.ofDays(1), 2, Duration.ofSeconds(1)));
        assertEquals(1, accepted(start(engine, blueprint, 1)));
        silence = Duration.ofSeconds(10);
        questions.set(0);
        var told = new ArrayList<Throwable>();
        for (int number = 0; number < 50; number++) {
            engine.start(blueprint, "request " + names++, FINGERPRINT, "trip")
                    .subscribe()
                    .with(answer -> {}, told::add);
            world.run(Duration.ofMillis(10));
        }
        world.run(Duration.ofSeconds(1));
        assertEquals(50, told.size());
        assertEquals(2, questions.get(), "no more may be under way, however long they take");
        silence = ROUND_TRIP;
        world.run(Duration.ofSeconds(10));
        questions.set(0);
        assertEquals(30, busy(start(engine, blueprint, 30)));
        assertTrue(questions.get() <= 3, "what nobody waits for any more is not asked");
    }

    private SagaEngine open(SagaBlueprint<String> blueprint, AdmissionLimits limits) {
        var settings = DefaultsBut.admitting(limits);
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

    /** Fills with what a start fails with, when it does. */
    private static List<Throwable> failure(SagaEngine engine, SagaBlueprint<String> blueprint, String requestId) {
        var failures = new ArrayList<Throwable>();
        engine.start(blueprint, requestId, FINGERPRINT, "trip").subscribe().with(answer -> {}, failures::add);
        return failures;
    }

    private static long busy(List<Started> answers) {
        return answers.stream().filter(Started.Busy.class::isInstance).count();
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
                        if (((Collection<?>) arguments[0]).contains(unanswered)) {
                            return Uni.createFrom().nothing();
                        }
                        return later(silence, (Uni<?>) method.invoke(journal, arguments));
                    }
                    try {
                        return later(ROUND_TRIP, (Uni<?>) method.invoke(journal, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private <T> Uni<T> later(Duration time, Uni<T> answer) {
        return Uni.createFrom()
                .emitter(emitter ->
                        node.schedule(time, () -> answer.subscribe().with(emitter::complete, emitter::fail)));
    }
}
