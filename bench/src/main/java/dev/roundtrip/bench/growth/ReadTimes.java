package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripServiceGrpc.TripServiceBlockingStub;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long travellers and operators wait who look something up. */
final class ReadTimes implements AutoCloseable {
    private static final int PAGE = 50;
    private static final int PAGES = 20;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final int calls;
    private final ManagedChannel channel;
    private final TripServiceBlockingStub trips;

    /**
     * @param port of an orchestrator on 127.0.0.1
     * @param calls of each kind, and as many before them that are not counted
     */
    ReadTimes(int port, int calls) {
        this.calls = calls;
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .build();
        trips = TripServiceGrpc.newBlockingStub(channel);
    }

    /** Each kind of look, by its name. */
    SequencedMap<String, Latency> all() {
        var deep = deepPage();
        var times = new LinkedHashMap<String, Latency>();
        times.put("the newest " + PAGE + " trips", times(() -> list(TripStatus.TRIP_STATUS_UNSPECIFIED, "")));
        times.put("the newest " + PAGE + " that were booked", times(() -> list(TripStatus.TRIP_STATUS_COMPLETED, "")));
        times.put(
                "the newest " + PAGE + " that were given back",
                times(() -> list(TripStatus.TRIP_STATUS_COMPENSATED, "")));
        times.put("those that run", times(() -> list(TripStatus.TRIP_STATUS_RUNNING, "")));
        times.put(
                "page " + PAGES + " of those that were booked",
                times(() -> list(TripStatus.TRIP_STATUS_COMPLETED, deep)));
        var one = trips.listTrips(ListTripsRequest.newBuilder()
                        .setPageToken(deep)
                        .setStatus(TripStatus.TRIP_STATUS_COMPLETED)
                        .build())
                .getTrips(0)
                .getTripId();
        times.put(
                "one trip",
                times(() ->
                        trips.getTrip(GetTripRequest.newBuilder().setTripId(one).build())));
        return times;
    }

    private String deepPage() {
        var token = "";
        for (int page = 1; page < PAGES; page++) {
            token = list(TripStatus.TRIP_STATUS_COMPLETED, token);
        }
        return token;
    }

    private String list(TripStatus status, String token) {
        return trips.listTrips(ListTripsRequest.newBuilder()
                        .setStatus(status)
                        .setPageSize(PAGE)
                        .setPageToken(token)
                        .build())
                .getNextPageToken();
    }

    private Latency times(Runnable look) {
        for (int i = 0; i < calls; i++) {
            look.run();
        }
        var nanos = new Histogram(SIGNIFICANT_DIGITS);
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            look.run();
            nanos.recordValue(System.nanoTime() - begin);
        }
        return Latency.of(nanos);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
