package dev.roundtrip.local.demo;

import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.WatchTripRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Books and follows trips as a traveller's program would: over gRPC, by the published contract. */
public final class TripClient implements AutoCloseable {
    private static final long CALL_LIMIT_SECONDS = 90;

    private final ManagedChannel channel;

    /**
     * Connects when it is first used, and again whenever that is needed.
     *
     * @param port of the orchestrator on 127.0.0.1
     */
    public TripClient(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    /** Books and waits as long as the request says. */
    public Trip book(BookTripRequest request) {
        return calls().bookTrip(request).getTrip();
    }

    /** The trip as it is now. */
    public Trip get(String tripId) {
        return calls().getTrip(GetTripRequest.newBuilder().setTripId(tripId).build())
                .getTrip();
    }

    /** Asks for it to be undone. */
    public Trip cancel(String tripId) {
        return calls().cancelTrip(
                        CancelTripRequest.newBuilder().setTripId(tripId).build())
                .getTrip();
    }

    /** Everything that happens to it, from its beginning to its end; waits for the end. */
    public List<TripEvent> watch(String tripId) {
        var events = new ArrayList<TripEvent>();
        calls().watchTrip(WatchTripRequest.newBuilder().setTripId(tripId).build())
                .forEachRemaining(response -> events.add(response.getEvent()));
        return events;
    }

    /** A deadline is an instant, so that each call needs a stub of its own. */
    private TripServiceGrpc.TripServiceBlockingStub calls() {
        return TripServiceGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
