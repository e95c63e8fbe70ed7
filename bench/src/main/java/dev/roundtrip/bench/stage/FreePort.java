package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Where a process may listen. */
final class FreePort {
    /** Below what the usual systems give to outgoing connections. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 30_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /** One on 127.0.0.1 that nobody listens on now. */
    static int pick() {
        var random = RandomGenerator.getDefault();
        for (var i = 0; i < TRIES; i++) {
            var port = random.nextInt(LOWEST, HIGHEST);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // It is taken: another, then.
            }
        }
        throw new BenchFailure("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }
}
