package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.participants.Depot;
import dev.roundtrip.examples.orders.participants.Report;
import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import dev.roundtrip.examples.orders.saga.Pools;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.runtime.Answered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The shop as a scenario sees it: whom it can ask, what it can do to it, and what it can wait for. */
final class Stage implements AutoCloseable {
    private final Databases databases;
    private final Path log;
    private final OrderDesk desk;
    private final Pools carriersPools = new Pools();
    private final Depot depot;
    private final CarrierQueue queue;
    private final List<Intervention> interventions = new ArrayList<>();
    private boolean doubled;

    Stage(Databases databases, Path log) {
        this.databases = databases;
        this.log = log;
        desk = OrderDesk.open("first desk", databases);
        depot = new Depot(carriersPools.to(databases.carrier()));
        queue = new CarrierQueue(depot, desk);
    }

    Databases databases() {
        return databases;
    }

    OrderDesk desk() {
        return desk;
    }

    UUID place(String saga, Order order) {
        return Clerk.place(desk, saga, order);
    }

    NodeProcess startSecondProcess() {
        return NodeProcess.start(databases.journal().port(), log);
    }

    void note(String what) {
        interventions.add(new Intervention(Instant.now(), what));
    }

    /** What was done since this was last asked. */
    List<Intervention> takeInterventions() {
        var taken = List.copyOf(interventions);
        interventions.clear();
        return taken;
    }

    // ---- the carrier

    /** The carrier decides upon every parcel that it has, and says so until it is heard. */
    void vanGoesRound() {
        while (depot.sendNext().await().atMost(Patience.LIMIT)) {
            note("the carrier has decided upon a parcel");
        }
        Patience.untilSo(
                "the carrier's messages to be heard",
                () -> unheard().stream().map(this::deliver).reduce(true, Boolean::logicalAnd));
    }

    private List<Report> unheard() {
        return depot.unheard().await().atMost(Patience.LIMIT);
    }

    /** Whether it was heard. The first message of all comes twice, as messages may. */
    private boolean deliver(Report report) {
        var deliveries = new ArrayList<CompletableFuture<Answered>>();
        deliveries.add(queue.publish(report));
        if (!doubled) {
            doubled = true;
            deliveries.add(queue.publish(report));
        }
        boolean heard = true;
        for (var delivery : deliveries) {
            var answered = answered(delivery);
            note(told(answered));
            heard &= answered != Answered.TRY_AGAIN;
        }
        return heard;
    }

    private static String told(Answered answered) {
        return switch (answered) {
            case TAKEN -> "the carrier's message has come, and is in the journal";
            case NOT_AWAITED -> "the carrier's message has come again, and changes nothing";
            case NOT_YET, TRY_AGAIN -> "the carrier's message could not be taken just now, and stays in the outbox";
            case NO_SUCH_SAGA -> "the carrier's message is about no order that there is";
        };
    }

    private static Answered answered(CompletableFuture<Answered> delivery) {
        try {
            return delivery.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new DemoFailure("The carrier's message was lost: " + e.getCause(), e);
        }
    }

    // ---- what the journal says

    /** Waits until the journal says that the step stands like that. */
    void awaitStep(UUID sagaId, String step, StepStatus status) {
        Patience.untilSo(
                step + " to be " + status + " in saga " + sagaId,
                () -> saga(sagaId).step(step).status() == status);
    }

    /** Waits until the journal says that a participant has taken the step up, and answers later. */
    void awaitTakenUp(UUID sagaId, String step) {
        Patience.untilSo(
                "the " + step + " of saga " + sagaId + " to be taken up", () -> chronicle(sagaId).events().stream()
                        .anyMatch(recorded -> recorded.event() instanceof SagaEvent.StepAccepted accepted
                                && accepted.step().equals(step)));
    }

    /** Waits until the journal says how it ended, whichever process carried it on. */
    Story awaitEnd(UUID sagaId) {
        try {
            Patience.untilSo(
                    "the end of saga " + sagaId,
                    () -> chronicle(sagaId).row().status().isFinal());
        } catch (DemoFailure e) {
            var soFar = Timeline.of(story(sagaId).events(), takeInterventions());
            throw new DemoFailure(e.getMessage() + " This is what happened:\n" + String.join("\n", soFar), e);
        }
        return story(sagaId);
    }

    private Story story(UUID sagaId) {
        var chronicle = chronicle(sagaId);
        return new Story(replay(chronicle), chronicle);
    }

    private Saga saga(UUID sagaId) {
        return replay(chronicle(sagaId));
    }

    private Chronicle chronicle(UUID sagaId) {
        return desk.journal()
                .read(sagaId)
                .await()
                .atMost(Patience.LIMIT)
                .orElseThrow(() -> new DemoFailure("There is no saga " + sagaId + "."));
    }

    private Saga replay(Chronicle chronicle) {
        var saga = desk.sagas().named(chronicle.row().definition().name());
        return chronicle.replay(saga.definition());
    }

    @Override
    public void close() {
        queue.close();
        carriersPools.close();
        desk.close();
    }
}
