package dev.roundtrip.bench.stubs;

import dev.roundtrip.bench.Libraries;
import dev.roundtrip.bench.front.Lifeline;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The program: flight, hotel and car service in one process, which answer at once and remember nothing. */
public final class StubParticipants {
    /** A line on standard input: cancels are answered from now on. */
    public static final String OPEN = "open";

    private StubParticipants() {}

    /**
     * Serves on the port that is its first argument, until it is told to stop. A second one is the gRPC status that cancels are refused
     * with, until it is told to answer them too.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Libraries.quieten();
        int port = Integer.parseInt(arguments[0]);
        if (arguments.length > 1) {
            var gate = new CancelGate(Status.Code.valueOf(arguments[1]));
            Lifeline.hold(line -> {
                if (line.equals(OPEN)) {
                    gate.open();
                }
            });
            serving(port).intercept(gate).build().start().awaitTermination();
        } else {
            Lifeline.hold();
            start(port).awaitTermination();
        }
    }

    /** Serves on that port, or on a free one when it is 0, on the threads that read: to hand on what is so little would cost more. */
    public static Server start(int port) throws IOException {
        return serving(port).build().start();
    }

    private static NettyServerBuilder serving(int port) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .directExecutor()
                .addService(new StubFlights())
                .addService(new StubHotels())
                .addService(new StubCars());
    }
}
