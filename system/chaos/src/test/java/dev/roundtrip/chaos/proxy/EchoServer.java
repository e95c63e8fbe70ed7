package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back whatever it is sent, and ends a connection when the caller does. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> connections = new ArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    EchoServer() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    long received() {
        return received.get();
    }

    int accepted() {
        return accepted.get();
    }

    int ended() {
        return ended.get();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                accepted.incrementAndGet();
                synchronized (connections) {
                    connections.add(socket);
                }
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void echo(Socket socket) {
        var bytes = new byte[8192];
        try (socket) {
            for (var size = socket.getInputStream().read(bytes);
                    size >= 0;
                    size = socket.getInputStream().read(bytes)) {
                received.addAndGet(size);
                socket.getOutputStream().write(bytes, 0, size);
            }
        } catch (IOException reset) {
            // What the tests of resets are about; they look at the caller's side, and at the count.
        } finally {
            ended.incrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        synchronized (connections) {
            for (var connection : connections) {
                connection.close();
            }
        }
    }
}
