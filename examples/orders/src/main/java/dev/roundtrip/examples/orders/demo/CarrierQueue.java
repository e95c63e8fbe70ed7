package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.participants.Depot;
import dev.roundtrip.examples.orders.participants.Report;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import dev.roundtrip.saga.runtime.Answered;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands for the message broker between carrier and shop, and nothing is lost when it is: a message stays in the carrier's outbox
 * until the saga that it is for has it in the journal, or has no use for it.
 */
final class CarrierQueue implements AutoCloseable {
    private final Depot depot;
    private final OrderDesk desk;
    private final ExecutorService listener = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("carrier's messages").unstarted(task));

    CarrierQueue(Depot depot, OrderDesk desk) {
        this.depot = depot;
        this.desk = desk;
    }

    /** Brings a message to the shop, at some time; answers what the shop made of it. */
    CompletableFuture<Answered> publish(Report report) {
        return CompletableFuture.supplyAsync(() -> deliver(report), listener);
    }

    private Answered deliver(Report report) {
        var answered = desk.hear(report).await().atMost(Patience.LIMIT);
        switch (answered) {
            // What isn't awaited was heard before, or the saga has asked the carrier itself and knows.
            case TAKEN, NOT_AWAITED -> depot.heard(report.id()).await().atMost(Patience.LIMIT);
            case NOT_YET, TRY_AGAIN -> {}
            case NO_SUCH_SAGA -> throw new DemoFailure("The carrier reports on a parcel that no order is for.");
        }
        return answered;
    }

    @Override
    public void close() {
        listener.shutdownNow();
    }
}
