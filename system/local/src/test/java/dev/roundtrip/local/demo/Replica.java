package dev.roundtrip.local.demo;

import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.WatchTripRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of several orchestrators, as a test has it: its process, and ways to ask it. */
final class Replica implements AutoCloseable {
    private static final long LIMIT_SECONDS = 20;

    private final ServiceProcess process;
    private final TripClient client;
    private final ManagedChannel channel;

    Replica(ServiceProcess process) {
        this.process = process;
        client = new TripClient(process.port());
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                .usePlaintext()
                .build();
    }

    /** What histories and leases know it by. */
    String name() {
        return process.label();
    }

    ServiceProcess process() {
        return process;
    }

    /** Asks with patience, also one that is paused or not there yet. */
    TripClient client() {
        return client;
    }

    /** Asks once: an orchestrator that is not there, or doesn't want to, is an error at once. */
    Trip bookAtOnce(BookTripRequest request) {
        return TripServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                .bookTrip(request)
                .getTrip();
    }

    /** Tries at once to reach it again, however often that has failed before. */
    void forgetThatItWasAway() {
        channel.resetConnectBackoff();
    }

    /**
     * Adds to {@code seen} what happens to a trip after what is there already.
     *
     * @throws StatusRuntimeException when the orchestrator goes away before the trip's end
     */
    void watchOn(String tripId, List<TripEvent> seen) {
        long after = seen.isEmpty() ? 0 : seen.getLast().getSequence();
        TripServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(LIMIT_SECONDS * 3, TimeUnit.SECONDS)
                .watchTrip(WatchTripRequest.newBuilder()
                        .setTripId(tripId)
                        .setAfterSequence(after)
                        .build())
                .forEachRemaining(response -> seen.add(response.getEvent()));
    }

    @Override
    public void close() {
        client.close();
        channel.shutdownNow();
    }
}
