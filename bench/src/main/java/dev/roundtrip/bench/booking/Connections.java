package dev.roundtrip.bench.booking;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Several connections, which take turns: a server serves each on one of its threads, and takes only so many calls
 * at once on one. All belong to one thread here, for what is done with an answer is so little.
 */
final class Connections implements AutoCloseable {
    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final List<ManagedChannel> channels;
    private final AtomicInteger turn = new AtomicInteger();

    Connections(int port, int number) {
        this(List.of(port), number);
    }

    /** To several processes, which take turns too. */
    Connections(List<Integer> ports, int number) {
        channels = IntStream.range(0, number)
                .mapToObj(at -> connect(ports.get(at % ports.size())))
                .toList();
    }

    private ManagedChannel connect(int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    ManagedChannel next() {
        return channels.get(Math.floorMod(turn.getAndIncrement(), channels.size()));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        loop.shutdownGracefully();
    }
}
