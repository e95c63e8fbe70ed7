package dev.roundtrip.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What lies between a service under test and its database. It can fall silent: nothing passes any more, and nobody hears of it. */
public final class Wire implements AutoCloseable {
    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Set<Connection> connections = new HashSet<>();
    private boolean silent;

    private Wire(ServerSocket door, String host, int port) {
        this.door = door;
        this.host = host;
        this.port = port;
    }

    static Wire to(String host, int port) {
        try {
            var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
            Thread.ofVirtual().start(wire::serve);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Nothing passes on the connections that there are; who connects anew is served. */
    public synchronized void forgetConnections() {
        connections.forEach(connection -> connection.silent = true);
    }

    /** Nothing passes at all, on connections to come neither, until {@link #speak}. */
    public synchronized void fallSilent() {
        forgetConnections();
        silent = true;
    }

    /** Who connects anew is served again; what was silent stays so. */
    public synchronized void speak() {
        silent = false;
    }

    /** Waits until the last connection was closed; an error past the limit. */
    public synchronized void awaitNobodyConnected(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        try {
            while (!connections.isEmpty()) {
                var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError(connections.size() + " connections are kept for longer than " + limit);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                join(door.accept());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private synchronized void join(Socket caller) throws IOException {
        var connection = new Connection(caller, new Socket(host, port), silent);
        connections.add(connection);
        Thread.ofVirtual().start(() -> connection.pass(connection.caller, connection.database));
        Thread.ofVirtual().start(() -> connection.pass(connection.database, connection.caller));
    }

    private synchronized void leave(Connection connection) {
        connections.remove(connection);
        notifyAll();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<Connection> open;
        synchronized (this) {
            open = Set.copyOf(connections);
        }
        open.forEach(Connection::end);
    }

    private final class Connection {
        private final Socket caller;
        private final Socket database;
        private volatile boolean silent;

        private Connection(Socket caller, Socket database, boolean silent) {
            this.caller = caller;
            this.database = database;
            this.silent = silent;
        }

        private void pass(Socket from, Socket to) {
            var bytes = new byte[8192];
            try {
                for (var n = from.getInputStream().read(bytes);
                        n >= 0;
                        n = from.getInputStream().read(bytes)) {
                    if (!silent) {
                        to.getOutputStream().write(bytes, 0, n);
                    }
                }
                over();
            } catch (IOException cut) {
                // However a side ends, in good order or not, is the same to the other.
                over();
            }
        }

        /** When one side ends so does the other, but through silence neither hears that the other has. */
        private void over() {
            if (!silent) {
                end();
            }
        }

        private void end() {
            try (caller;
                    database) {
                leave(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
