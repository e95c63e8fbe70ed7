package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come later, and by another way than as a call's reply. */
class OutsideAnswersTest {
    private static final Outcome DELIVERED = new Outcome.Confirmed(Payload.of(new byte[] {42}));
    private static final Outcome UNDONE = new Outcome.Confirmed(Payload.empty());

    private final Fleet fleet = new Fleet();
    private int deliveries;
    private boolean undoIsAnsweredLater;

    private final Action<String> confirming = call -> Uni.createFrom().item(UNDONE);
    private final Action<String> takenUp = call -> {
        deliveries++;
        return Uni.createFrom().item(new Outcome.Accepted());
    };
    private final Action<String> undoing =
            call -> Uni.createFrom().item(undoIsAnsweredLater ? new Outcome.Accepted() : UNDONE);

    private final SagaBlueprint<String> orders = SagaBlueprint.named("order", 1, Trips.WORDS)
            .within(Duration.ofHours(2))
            .step("payment", confirming)
            .undoneBy(confirming)
            .step("delivery", takenUp)
            .undoneBy(undoing)
            .after("payment")
            .askedAgainAfter(Duration.ofMinutes(5))
            .build();

    private SagaEngine owner;
    private SagaEngine another;

    @BeforeEach
    void twoNodes() {
        owner = fleet.engine(orders);
        another = fleet.engine(orders);
    }

    private UUID delivering() {
        var id = fleet.started(owner, orders, "order");
        fleet.until(() -> deliveries == 1, "the delivery's first attempt");
        fleet.world.run(Duration.ofSeconds(1));
        return id;
    }

    private SagaEngine node(String which) {
        return which.equals("owner") ? owner : another;
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void aStepIsAnsweredFromOutsideAtAnyNodeAndOnce(String where) {
        var id = delivering();
        assertEquals(Answered.TAKEN, fleet.heard(node(where).answer(id, "delivery", Direction.FORWARD, DELIVERED)));
        assertEquals(
                Answered.NOT_AWAITED, fleet.heard(node(where).answer(id, "delivery", Direction.FORWARD, DELIVERED)));
        var saga = fleet.ended(id, orders);
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(Payload.of(new byte[] {42}), saga.step("delivery").answer());
        assertEquals(1, deliveries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void aNoFromOutsideTurnsTheSaga(String where) {
        var id = delivering();
        var no = new Outcome.Rejected("NOBODY_HOME", "Nobody was there.");
        assertEquals(Answered.TAKEN, fleet.heard(node(where).answer(id, "delivery", Direction.FORWARD, no)));
        var saga = fleet.ended(id, orders);
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(
                new Cause("delivery", "NOBODY_HOME", "Nobody was there."),
                saga.cause().orElseThrow());
        assertEquals(StepStatus.REJECTED, saga.step("delivery").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "another node"})
    void aCompensationIsAnsweredFromOutside(String where) {
        undoIsAnsweredLater = true;
        var id = delivering();
        fleet.heard(owner.cancel(id, "Changed my mind."));
        fleet.world.run(Duration.ofSeconds(2));
        assertEquals(SagaStatus.COMPENSATING, fleet.saga(id, orders).status());
        assertEquals(Answered.TAKEN, fleet.heard(node(where).answer(id, "delivery", Direction.COMPENSATION, UNDONE)));
        assertEquals(
                Answered.NOT_AWAITED, fleet.heard(node(where).answer(id, "delivery", Direction.COMPENSATION, UNDONE)));
        assertEquals(SagaStatus.COMPENSATED, fleet.ended(id, orders).status());
    }

    /** What it remembers says that nobody awaits the answer; the journal knows who does. */
    @Test
    void anOwnerThatSleptDoesNotTurnAnAnswerAwayThatItsSuccessorAwaits() {
        undoIsAnsweredLater = true;
        var node = fleet.world.node();
        var sleeper = fleet.engine(node, orders);
        var id = fleet.started(sleeper, orders, "order");
        fleet.until(() -> deliveries == 1, "the delivery's first attempt");
        fleet.world.run(Duration.ofSeconds(1));
        node.freeze();
        fleet.world.run(Duration.ofSeconds(20));
        fleet.heard(another.cancel(id, "Changed my mind."));
        fleet.world.run(Duration.ofSeconds(2));
        assertEquals(SagaStatus.COMPENSATING, fleet.saga(id, orders).status());
        node.thaw();
        assertEquals(Answered.TAKEN, fleet.heard(sleeper.answer(id, "delivery", Direction.COMPENSATION, UNDONE)));
        assertEquals(SagaStatus.COMPENSATED, fleet.ended(id, orders).status());
    }

    @Test
    void whatIsTakenIsCommitted() {
        var id = delivering();
        fleet.heard(owner.answer(id, "delivery", Direction.FORWARD, DELIVERED));
        assertEquals(
                StepStatus.SUCCEEDED, fleet.saga(id, orders).step("delivery").status());
    }

    @Test
    void aParticipantWhoseAnswerDoesNotComeIsAskedAgain() {
        delivering();
        fleet.world.run(Duration.ofMinutes(4));
        assertEquals(1, deliveries);
        fleet.world.run(Duration.ofMinutes(2));
        assertEquals(2, deliveries);
        fleet.world.run(Duration.ofMinutes(60));
        assertTrue(deliveries > 10, () -> "it was given up after " + deliveries + " attempts");
    }

    @Test
    void anAnswerThatComesBeforeTheAttemptIsOnRecordIsToBeBroughtAgain() {
        var id = fleet.started(owner, orders, "order");
        fleet.until(() -> deliveries == 1, "the delivery's first attempt");
        assertEquals(StepStatus.PENDING, fleet.saga(id, orders).step("delivery").status());
        assertEquals(Answered.NOT_YET, fleet.heard(another.answer(id, "delivery", Direction.FORWARD, DELIVERED)));
        fleet.world.run(Duration.ofMillis(100));
        assertEquals(Answered.TAKEN, fleet.heard(another.answer(id, "delivery", Direction.FORWARD, DELIVERED)));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, orders).status());
    }

    @Test
    void anAnswerToNothingChangesNothing() {
        var id = delivering();
        long before = fleet.chronicle(id).row().lastSequence();
        assertEquals(Answered.NOT_AWAITED, fleet.heard(another.answer(id, "payment", Direction.FORWARD, DELIVERED)));
        assertEquals(Answered.NOT_AWAITED, fleet.heard(another.answer(id, "payment", Direction.COMPENSATION, UNDONE)));
        assertEquals(
                Answered.NO_SUCH_SAGA,
                fleet.heard(another.answer(new UUID(1, 1), "delivery", Direction.FORWARD, DELIVERED)));
        assertEquals(before, fleet.chronicle(id).row().lastSequence());
    }

    @Test
    void anAnswerThatSettlesNothingIsRefused() {
        var id = delivering();
        for (var node : new SagaEngine[] {owner, another}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> fleet.heard(node.answer(id, "delivery", Direction.FORWARD, new Outcome.Superseded())));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> fleet.heard(node.answer(id, "no-such-step", Direction.FORWARD, DELIVERED)));
        }
        assertEquals(Answered.TAKEN, fleet.heard(owner.answer(id, "delivery", Direction.FORWARD, DELIVERED)));
    }

    @Test
    void aReplyThatComesAfterTheEndIsCountedAndNothingElse() {
        var participants = new Participants(fleet.world);
        participants.given("hotel", Script.confirms().late(Duration.ofSeconds(1)));
        var trips = Trips.blueprint(participants, Trips.GOOD);
        var engine = fleet.engine(trips);
        var id = fleet.started(engine, trips, "trip");
        fleet.world.run(Duration.ofMillis(100));
        fleet.heard(engine.cancel(id, "Changed my mind."));
        fleet.ended(id, trips);
        var row = fleet.chronicle(id).row();
        assertEquals(0, engine.lateAnswers());
        fleet.world.run(Duration.ofMinutes(1));
        assertEquals(1, engine.lateAnswers());
        assertEquals(row, fleet.chronicle(id).row());
        assertEquals(Set.of(), participants.active());
    }

    @Test
    void aReplyThatWasOvertakenByAnAnswerFromOutsideIsCountedAndNothingElse() {
        var participants = new Participants(fleet.world);
        participants.given("flight", Script.confirms().late(Duration.ofSeconds(1)));
        participants.given("hotel", Script.confirms().late(Duration.ofSeconds(2)));
        var trips = Trips.blueprint(participants, Trips.GOOD);
        var engine = fleet.engine(trips);
        var id = fleet.started(engine, trips, "trip");
        assertEquals(Answered.TAKEN, fleet.heard(engine.answer(id, "flight", Direction.FORWARD, DELIVERED)));
        var saga = fleet.ended(id, trips);
        assertEquals(DELIVERED, new Outcome.Confirmed(saga.step("flight").answer()));
        assertEquals(1, engine.lateAnswers());
    }

    @Test
    void thatAnAnswerIsThereAlreadyIsToldOnlyOnceItIsCommitted() {
        var away = new boolean[1];
        var node = fleet.world.node();
        var cutOff = new SagaEngine(
                fleet.journal.over(new MemoryJournal.Connection() {
                    @Override
                    public boolean arrives() {
                        return !away[0];
                    }

                    @Override
                    public MemoryJournal.Reply reply() {
                        return MemoryJournal.Reply.HEARD;
                    }
                }),
                node,
                EngineSettings.defaults("cut off"),
                List.of(orders),
                UUID::randomUUID);
        fleet.heard(cutOff.open());
        owner = cutOff;
        var id = delivering();
        away[0] = true;
        var told = new ArrayList<Answered>();
        owner.answer(id, "delivery", Direction.FORWARD, DELIVERED).subscribe().with(told::add);
        fleet.world.run(Duration.ofSeconds(1));
        owner.answer(id, "delivery", Direction.FORWARD, DELIVERED).subscribe().with(told::add);
        fleet.world.run(Duration.ofSeconds(1));
        assertEquals(List.of(), told, "whoever is told so brings it no more");
        node.die();
        fleet.until(() -> deliveries == 2, "another owner that asks, as it knows of no answer");
        assertEquals(Answered.TAKEN, fleet.heard(another.answer(id, "delivery", Direction.FORWARD, DELIVERED)));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, orders).status());
    }
}
