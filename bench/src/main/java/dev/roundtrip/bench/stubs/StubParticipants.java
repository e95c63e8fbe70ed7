package dev.roundtrip.bench.stubs;

import dev.roundtrip.bench.Libraries;
import dev.roundtrip.bench.front.Lifeline;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The program: flight, hotel and car service in one process, which answer at once and remember nothing. */
public final class StubParticipants {
    private StubParticipants() {}

    /** Serves on the port that is its only argument, until it is told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Libraries.quieten();
        Lifeline.hold();
        start(Integer.parseInt(arguments[0])).awaitTermination();
    }

    /** Serves on that port, or on a free one when it is 0, on the threads that read: to hand on what is so little would cost more. */
    public static Server start(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .directExecutor()
                .addService(new StubFlights())
                .addService(new StubHotels())
                .addService(new StubCars())
                .build()
                .start();
    }
}
