package dev.roundtrip.examples.orders.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The carrier takes parcels up, and what becomes of them is heard from outside, or never. */
class LateDeliveryTest {
    private static final String DELIVERY = Steps.DELIVERY.name();
    private static final Outcome UNDER_WAY = Steps.DELIVERY.confirmed(new Steps.Tracking("T-1"));
    private static final Outcome REFUSED = new Outcome.Rejected("ADDRESS_UNKNOWN", "Nobody knows where that is.");

    private final World world = new World();
    private final MemoryJournal journal = new MemoryJournal(world);
    private final Participants participants = new Participants(world);
    private final SagaBlueprint<Order> order =
            participants.playFor(ScriptedOrders.sagas().order()).decorated(this::takingParcelsUp);
    private int handOvers;
    private int engines;
    private final World.Node node = world.node();
    private final SagaEngine engine = engine(node);
    private final UUID sagaId = placed();

    private Action<Order> takingParcelsUp(Direction direction, Action<Order> action) {
        return call -> {
            if (direction != Direction.FORWARD || !call.step().equals(DELIVERY)) {
                return action.call(call);
            }
            handOvers++;
            return Uni.createFrom().item(new Outcome.Accepted());
        };
    }

    private SagaEngine engine(World.Node on) {
        int process = ++engines;
        var ids = new long[1];
        var opened = new SagaEngine(
                journal.over(MemoryJournal.GOOD),
                on,
                EngineSettings.defaults("desk " + process),
                List.of(order),
                () -> new UUID(process, ++ids[0]));
        heard(opened.open().replaceWith(true));
        return opened;
    }

    private UUID placed() {
        var started =
                heard(engine.start(order, "o-1", new OrderCodec().encode(ScriptedOrders.ORDER), ScriptedOrders.ORDER));
        world.run(Duration.ofSeconds(1));
        return assertInstanceOf(Started.Accepted.class, started).sagaId();
    }

    private <T> T heard(Uni<T> question) {
        var answer = new AtomicReference<T>();
        question.subscribe().with(answer::set);
        assertTrue(world.runUntil(() -> answer.get() != null, Duration.ofMinutes(1)), "no answer within a minute");
        return answer.get();
    }

    private Answered tell(SagaEngine whom, Outcome outcome) {
        return heard(whom.answer(sagaId, DELIVERY, Direction.FORWARD, outcome));
    }

    private Saga saga() {
        return journal.all().getFirst().replay(order.definition());
    }

    @Test
    void anOrderWaitsForTheCarriersMessage() {
        world.run(Duration.ofMinutes(10));
        assertEquals(StepStatus.RUNNING, saga().step(DELIVERY).status());
        assertEquals(1, handOvers);
    }

    @Test
    void theMessageEndsItAndIsTakenOnce() {
        assertEquals(Answered.TAKEN, tell(engine, UNDER_WAY));
        assertEquals(Answered.NOT_AWAITED, tell(engine, UNDER_WAY));
        world.run(Duration.ofSeconds(1));
        assertEquals(SagaStatus.COMPLETED, saga().status());
        assertEquals(Answered.NOT_AWAITED, tell(engine, REFUSED));
        assertEquals(SagaStatus.COMPLETED, saga().status());
    }

    @Test
    void aRefusalByMessageUndoesEverythingInOrder() {
        assertEquals(Answered.TAKEN, tell(engine, REFUSED));
        world.run(Duration.ofSeconds(1));
        assertEquals(SagaStatus.COMPENSATED, saga().status());
        assertEquals("ADDRESS_UNKNOWN", saga().cause().orElseThrow().reason());
        assertEquals(List.of("invoice", "stock", "payment", "order"), participants.firstCancels());
    }

    @Test
    void aMessageThatComesToAnotherDeskWhileNobodyCarriesTheOrderOnIsNotLost() {
        node.die();
        var other = engine(world.node());
        assertEquals(Answered.TAKEN, tell(other, REFUSED));
        assertEquals(SagaStatus.RUNNING, saga().status());
        world.run(Duration.ofSeconds(20));
        assertEquals(SagaStatus.COMPENSATED, saga().status());
        assertEquals(List.of("invoice", "stock", "payment", "order"), participants.firstCancels());
    }

    @Test
    void aCarrierThatIsNotHeardOfIsAskedAgainAndInTheEndTheParcelIsRecalled() {
        world.run(Duration.ofMinutes(31));
        assertEquals(2, handOvers);
        world.run(Duration.ofHours(8));
        assertEquals(SagaStatus.COMPENSATED, saga().status());
        assertEquals(Cause.DEADLINE_EXCEEDED, saga().cause().orElseThrow().reason());
        assertEquals(StepStatus.COMPENSATED, saga().step(DELIVERY).status());
        assertEquals(List.of("invoice", "stock", "payment", "order"), participants.firstCancels());
    }
}
