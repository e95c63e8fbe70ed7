package dev.roundtrip.bench.booking;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The front RPC of a process, whichever it is: BookTrip. */
public final class FrontBooth implements Booth {
    /** For 256 calls at once on servers that take a hundred on one connection. */
    private static final int CONNECTIONS = 4;

    private static final MethodDescriptor<byte[], TripStatus> BOOK_TRIP = TripServiceGrpc.getBookTripMethod().toBuilder(
                    new Requests(), new Answers())
            .build();

    private final Connections connections;
    private final RequestBytes requests;
    private final Function<Way, Set<TripStatus>> expected;

    /**
     * @param ports of the processes on 127.0.0.1: where there are several, they take turns
     * @param requests what they are sent
     */
    public FrontBooth(List<Integer> ports, RequestBytes requests) {
        this(ports, requests, way -> Set.of(way.end()));
    }

    private FrontBooth(List<Integer> ports, RequestBytes requests, Function<Way, Set<TripStatus>> expected) {
        // As many for several processes as for one: it is they that are compared, and not what the load generator does.
        this.connections = new Connections(ports, Math.max(CONNECTIONS, ports.size()));
        this.requests = requests;
        this.expected = expected;
    }

    /** Where nobody waits for the end: a trip that was accepted, and goes on, is told as one that ended. */
    public static FrontBooth accepting(int port) {
        return new FrontBooth(
                List.of(port),
                RequestBytes.thatDoNotWait(),
                way -> Set.of(TripStatus.TRIP_STATUS_RUNNING, TripStatus.TRIP_STATUS_COMPENSATING));
    }

    @Override
    public void book(Way way, Hearer hearer) {
        ClientCalls.asyncUnaryCall(
                connections.next().newCall(BOOK_TRIP, CallOptions.DEFAULT),
                requests.next(way),
                new Ear(expected.apply(way), hearer));
    }

    @Override
    public void close() {
        connections.close();
    }

    private static final class Ear implements StreamObserver<TripStatus> {
        private final Set<TripStatus> expected;
        private final Hearer hearer;
        private TripStatus status = TripStatus.TRIP_STATUS_UNSPECIFIED;

        Ear(Set<TripStatus> expected, Hearer hearer) {
            this.expected = expected;
            this.hearer = hearer;
        }

        @Override
        public void onNext(TripStatus answered) {
            status = answered;
        }

        @Override
        public void onCompleted() {
            if (expected.contains(status)) {
                hearer.ended();
            } else {
                hearer.failed(
                        new BenchFailure("A trip was answered as " + status + " and not as one of " + expected + "."));
            }
        }

        @Override
        public void onError(Throwable failure) {
            Refusal.of(failure)
                    .ifPresentOrElse(
                            hearer::refused,
                            () -> hearer.failed(
                                    new BenchFailure("A trip was not answered: " + failure.getMessage(), failure)));
        }
    }

    private static final class Requests implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] request) {
            return new ByteArrayInputStream(request);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("Requests are only sent.");
        }
    }

    private static final class Answers implements MethodDescriptor.Marshaller<TripStatus> {
        @Override
        public InputStream stream(TripStatus status) {
            throw new UnsupportedOperationException("Answers are only read.");
        }

        @Override
        public TripStatus parse(InputStream answer) {
            try {
                return AnswerStatus.read(answer);
            } catch (IOException e) {
                throw new BenchFailure("An answer can't be read: " + e.getMessage(), e);
            }
        }
    }
}
