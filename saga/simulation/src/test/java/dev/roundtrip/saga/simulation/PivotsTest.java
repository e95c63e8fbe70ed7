package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The point of no return, carried out: two steps before it, one after it. */
class PivotsTest {
    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private boolean pivotSilent;
    private boolean pivotWasIntended;

    private final Action<String> reserve = participants.play(Direction.FORWARD);
    private final Action<String> cancel = participants.play(Direction.COMPENSATION);
    private final Action<String> close = participants.play(Direction.CLOSE);

    private final SagaBlueprint<String> orders = SagaBlueprint.named("order", 1, Trips.WORDS)
            .step("payment", reserve)
            .undoneBy(cancel)
            .step("stock", reserve)
            .undoneBy(cancel)
            .after("payment")
            .pivot("delivery", this::deliver)
            .closedBy(close)
            .after("stock")
            .retriable("thanks", reserve)
            .after("delivery")
            .build();

    private Uni<Outcome> deliver(StepCall<String> call) {
        pivotWasIntended |= fleet.saga(call.sagaId(), orders).step("delivery").status() == StepStatus.RUNNING;
        var answer = reserve.call(call);
        return pivotSilent
                ? answer.onItem().transformToUni(unheard -> Uni.createFrom().nothing())
                : answer;
    }

    @Test
    void aPivotIsCalledOnceItsIntentIsCommitted() {
        var owner = fleet.engine(orders);
        int before = fleet.journal.writes();
        var id = fleet.started(owner, orders, "order");
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, orders).status());
        assertTrue(pivotWasIntended);
        assertEquals(3, fleet.journal.writes() - before, "the start, the pivot's intent, the end");
    }

    @Test
    void aCancelClosesAPivotThatHasHappenedAndComesTooLate() {
        pivotSilent = true;
        var owner = fleet.engine(orders);
        var id = fleet.started(owner, orders, "order");
        fleet.world.run(Duration.ofSeconds(1));
        assertEquals(Cancelled.UNLESS_PIVOT_PASSED, fleet.heard(owner.cancel(id, "Changed my mind.")));
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, orders).status());
        assertEquals(Set.of("payment", "stock", "delivery", "thanks"), participants.active());
    }

    @Test
    void aCancelClosesAPivotThatHasNotHappenedAndItNeverWill() {
        participants.given("delivery", Script.neverAnswers());
        var owner = fleet.engine(orders);
        var another = fleet.engine(orders);
        var id = fleet.started(owner, orders, "order");
        fleet.world.run(Duration.ofSeconds(1));
        assertEquals(Cancelled.UNLESS_PIVOT_PASSED, fleet.heard(another.cancel(id, "Changed my mind.")));
        var saga = fleet.ended(id, orders);
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(StepStatus.COMPENSATED, saga.step("delivery").status());
        assertEquals(
                new Cause("", Cause.CANCELLED, "Changed my mind."), saga.cause().orElseThrow());
        participants.given("delivery", Script.confirms());
        participants.redeliverEveryRequest();
        assertEquals(Set.of(), participants.active());
        assertEquals(List.of("stock", "payment"), participants.firstCancels());
    }

    @Test
    void pastThePivotNothingIsCancelledAndEverythingIsTriedUntilItSucceeds() {
        participants.given("thanks", Script.rejects("NO_SUCH_ADDRESS"));
        var owner = fleet.engine(orders);
        var id = fleet.started(owner, orders, "order");
        fleet.until(() -> fleet.saga(id, orders).stuck(), "stuck thanks");
        assertEquals(Cancelled.PIVOT_PASSED, fleet.heard(owner.cancel(id, "Changed my mind.")));
        assertEquals(Cancelled.PIVOT_PASSED, fleet.heard(fleet.engine(orders).cancel(id, "Changed my mind.")));
        fleet.world.run(Duration.ofMinutes(30));
        assertEquals(SagaStatus.RUNNING, fleet.saga(id, orders).status());
        assertTrue(participants.calls(id, "thanks", Direction.FORWARD) > 100);
    }

    @Test
    void whoeverTakesOverAsksAgainForAPivotThatWasOut() {
        pivotSilent = true;
        var node = fleet.world.node();
        var owner = fleet.engine(node, orders);
        fleet.engine(orders);
        var id = fleet.started(owner, orders, "order");
        fleet.world.run(Duration.ofSeconds(1));
        node.die();
        pivotSilent = false;
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, orders).status());
        assertEquals(2, participants.calls(id, "delivery", Direction.FORWARD));
        assertEquals(0, participants.calls(id, "delivery", Direction.CLOSE));
    }
}
