package dev.roundtrip.chaos.overload;

import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripServiceGrpc.TripServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Calls from many clients, each with a deadline, made so that they cost this machine little. They take turns over many
 * connections: a server allows only so many calls at once on one, and more would wait here, unseen.
 */
final class Travellers implements AutoCloseable {
    private final List<ManagedChannel> channels;
    private final List<TripServiceStub> stubs;
    private final Duration patience;
    private final Books books;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param ports of the orchestrators on 127.0.0.1
     * @param connections in all
     * @param patience the deadline of each call
     * @param books where everything is put down
     */
    Travellers(List<Integer> ports, int connections, Duration patience, Books books) {
        this.patience = patience;
        this.books = books;
        channels = IntStream.range(0, connections)
                .mapToObj(at -> connect(ports.get(at % ports.size())))
                .toList();
        stubs = channels.stream().map(TripServiceGrpc::newStub).toList();
    }

    /** What is done with an answer is so little that to hand it to another thread would cost more. */
    private static ManagedChannel connect(int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** Books, and tells what came of it: once, on any thread, within the deadline. */
    void book(BookTripRequest request, Consumer<Told> hears) {
        books.sent();
        stubs.get(Math.floorMod(next.getAndIncrement(), stubs.size()))
                .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                .bookTrip(request, new Ear(told -> {
                    books.heard(told);
                    hears.accept(told);
                }));
    }

    private static final class Ear implements StreamObserver<BookTripResponse> {
        private final Consumer<Told> hears;
        private Told told = new Told.Unclear("OK without an answer");

        Ear(Consumer<Told> hears) {
            this.hears = hears;
        }

        @Override
        public void onNext(BookTripResponse response) {
            told = Told.of(response.getTrip());
        }

        @Override
        public void onError(Throwable failure) {
            hears.accept(Told.of(failure));
        }

        @Override
        public void onCompleted() {
            hears.accept(told);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
