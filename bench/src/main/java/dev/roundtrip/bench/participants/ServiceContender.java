package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.Contender;
import dev.roundtrip.bench.load.PairLoad;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The flight service, called over gRPC by a client that takes as little of the machine as is known to be possible. */
final class ServiceContender implements Contender {
    /** A connection is served by one thread of the service, so that one alone would leave the others idle. */
    private static final int CONNECTIONS = 2;

    private final List<ManagedChannel> channels;
    private final List<FlightServiceGrpc.FlightServiceStub> stubs;

    ServiceContender(String host, int port) {
        channels = IntStream.range(0, CONNECTIONS)
                .mapToObj(at -> connect(host, port))
                .toList();
        stubs = channels.stream().map(FlightServiceGrpc::newStub).toList();
    }

    /** What is done with an answer is so little that to hand it to another thread would cost more. */
    private static ManagedChannel connect(String host, int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(host, port))
                .usePlaintext()
                .directExecutor()
                .build();
    }

    @Override
    public String name() {
        return "service";
    }

    @Override
    public CompletableFuture<Void> work(int workers, PairLoad load) {
        var all = IntStream.range(0, workers)
                .mapToObj(at -> new ServiceWorker(stubs.get(at % stubs.size()), load))
                .map(ServiceWorker::start)
                .toList();
        var one = new CompletableFuture<Void>();
        all.forEach(worker -> worker.exceptionally(failure -> {
            one.completeExceptionally(failure);
            return null;
        }));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenRun(() -> one.complete(null));
        return one;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
