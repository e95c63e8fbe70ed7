package tickets;

import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.core.SagaStatus.RUNNING;
import static dev.roundtrip.saga.testkit.Script.confirms;
import static dev.roundtrip.saga.testkit.Script.neverAnswers;
import static dev.roundtrip.saga.testkit.Script.rejects;
import static dev.roundtrip.saga.testkit.Script.repliesLost;
import static dev.roundtrip.saga.testkit.Script.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.Retention;
import dev.roundtrip.saga.runtime.RetentionSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Scenario;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide's reference shows is so. */
class EveningTest {
    private static final Evening.Plan PLAN = new Evening.Plan("ana", true);

    private final Evening.Venue venue = new Evening.Venue();
    private final Evening.Bank bank = new Evening.Bank();
    private final SagaBlueprint<Evening.Plan> evening = Evening.second(venue, bank);
    private final Scenario<Evening.Plan> scenario = Scenario.of(evening);

    private final World world = new World();
    private final Journal journal = new MemoryJournal(world).over(MemoryJournal.GOOD);
    private final AtomicLong ids = new AtomicLong();
    private final SagaEngine engine = new SagaEngine(
            journal,
            world.node(),
            EngineSettings.defaults("evenings"),
            List.of(Evening.first(venue, bank), Evening.second(venue, bank)),
            () -> new UUID(1, ids.incrementAndGet()));
    private UUID sagaId;

    @BeforeEach
    void anEveningIsBookedAndTheBankHasItsLetter() {
        var started = heard(
                engine.open().chain(() -> engine.start(evening, "order-1", Evening.Plan.CODEC.encode(PLAN), PLAN)));
        sagaId = assertInstanceOf(Started.Accepted.class, started).sagaId();
        world.run(Duration.ofSeconds(1));
    }

    private <T> T heard(Uni<T> question) {
        var answer = new AtomicReference<T>();
        question.subscribe().with(answer::set);
        assertTrue(world.runUntil(() -> answer.get() != null, Duration.ofMinutes(1)), "no answer within a minute");
        return answer.get();
    }

    private SagaStatus status() {
        return heard(journal.row(sagaId)).orElseThrow().status();
    }

    private long seen() {
        return heard(journal.row(sagaId)).orElseThrow().lastSequence();
    }

    @Test
    void anAnswerMayComeLater() {
        world.run(Duration.ofMinutes(5));
        assertEquals(65, bank.asked(sagaId));
        assertEquals(RUNNING, status());
        Uni<Answered> answered =
                engine.answer(sagaId, "payment", Direction.FORWARD, Evening.PAYMENT.confirmed("receipt 7"));
        assertEquals(Answered.TAKEN, heard(answered));
        world.run(Duration.ofSeconds(1));
        assertEquals(COMPLETED, status());
    }

    @Test
    void aCancelUndoesIt() {
        Uni<Cancelled> cancelled = engine.cancel(sagaId, "Ana is ill.");
        assertEquals(Cancelled.WILL_BE_UNDONE, heard(cancelled));
        world.run(Duration.ofSeconds(1));
        assertEquals(COMPENSATED, status());
    }

    @Test
    void anOperatorReachesIn() {
        var note = new OperatorNote("rui", "The bank has said so by telephone.");
        var done = new OperatorCommand.MarkStepDone(
                "payment", Evening.PAYMENT.codec().encode("receipt 7"));
        long seen = seen();
        Uni<Commanded> commanded = engine.command(sagaId, seen, done, note);
        assertInstanceOf(Commanded.Recorded.class, heard(commanded));
        world.run(Duration.ofSeconds(5));
        assertEquals(SagaStatus.CLOSED_BY_OPERATOR, status());
        assertInstanceOf(Commanded.MovedOn.class, heard(engine.command(sagaId, seen, done, note)));
    }

    @Test
    void whatHasEndedIsDeletedAfterItsTime() {
        assertEquals(Cancelled.WILL_BE_UNDONE, heard(engine.cancel(sagaId, "Ana is ill.")));
        world.run(Duration.ofSeconds(1));
        engine.drain().subscribe().with(done -> {});
        var loop = world.node();
        var retention = new Retention(journal, loop, RetentionSettings.defaults(), new Random());
        retention.start();
        world.run(Duration.ofDays(34));
        assertEquals(COMPENSATED, status());
        world.run(Duration.ofDays(2));
        assertTrue(heard(journal.row(sagaId)).isEmpty());
        assertTrue(heard(journal.findRequest("order-1")).orElseThrow().gone().isPresent());
        retention.stop();
    }

    @Test
    void whatIsNotWantedIsSkipped() {
        scenario.whenStartedWith(new Evening.Plan("ana", false))
                .expect(COMPLETED)
                .skipped("table");
    }

    @Test
    void whatDoesNotDependOnEachOtherIsUndoneTogether() {
        scenario.given("payment", rejects("NO_MONEY"))
                .whenStartedWith(PLAN)
                .expect(COMPENSATED)
                .undoneInAnyOrder("seat", "table");
    }

    @Test
    void aTicketOfWhichNobodyKnowsIsSettled() {
        scenario.given("ticket", neverAnswers())
                .whenStartedWith(PLAN)
                .expect(COMPENSATED)
                .because("ticket", Cause.NO_ANSWER);
    }

    @Test
    void aTicketThatIsPrintedIsNotTakenBack() {
        scenario.given("ticket", repliesLost(20).then(confirms()))
                .whenStartedWith(PLAN)
                .expect(COMPLETED);
    }

    @Test
    void theLetterIsWrittenHoweverLongThatTakes() {
        scenario.given("letter", unknown(500).then(confirms()))
                .whenStartedWith(PLAN)
                .expect(COMPLETED)
                .attempts("letter", 501);
    }

    @Test
    void aRefundThatKeepsFailingShowsAsStuck() {
        scenario.given("ticket", rejects("OUT_OF_PAPER"))
                .givenUndoing("payment", unknown(1000).then(confirms()))
                .seenAfter(Duration.ofMinutes(5))
                .whenStartedWith(PLAN)
                .expect(COMPENSATING)
                .stuck("payment");
    }
}
