package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What lies between two parts of a system: a TCP proxy on 127.0.0.1 that carries what it is sent, and can be given one
 * fault at a time. It knows nothing of what it carries, and keeps at most 1 MB of it per connection and way.
 */
public final class Link implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final String from;
    private final String to;
    private final ServerSocket door;
    private final int target;
    private final Counters counters = new Counters();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Condition condition = Condition.well();
    private volatile Optional<String> failure = Optional.empty();

    private Link(String from, String to, ServerSocket door, int target) {
        this.from = from;
        this.to = to;
        this.door = door;
        this.target = target;
    }

    /**
     * Opens one that is well. Who is called need not be there yet, nor stay: callers are reset meanwhile.
     *
     * @param from who calls, for people
     * @param to who is called, for people
     * @param port where it listens on 127.0.0.1; 0 picks a free one
     * @param target where who is called listens on 127.0.0.1
     */
    public static Link open(String from, String to, int port, int target) {
        try {
            return behind(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), from, to, target);
        } catch (IOException e) {
            throw new UncheckedIOException("no link from " + from + " to " + to + " on port " + port, e);
        }
    }

    static Link behind(ServerSocket door, String from, String to, int target) {
        var link = new Link(from, to, door, target);
        Thread.ofVirtual().name(link.name()).start(link::serve);
        return link;
    }

    /** Who calls. */
    public String from() {
        return from;
    }

    /** Who is called. */
    public String to() {
        return to;
    }

    /** Both, for people. */
    public String name() {
        return from + " → " + to;
    }

    /** Where who calls has to go. */
    public int port() {
        return door.getLocalPort();
    }

    /** What is wrong with it; empty when nothing is. */
    public Optional<LinkFault> fault() {
        return condition.fault();
    }

    /** Why it serves nobody any more, which no fault asked for; empty as long as it does. */
    public Optional<String> failure() {
        return failure;
    }

    /** What it has seen so far. */
    public LinkCounts counts() {
        return counters.with(connections.size());
    }

    /**
     * Gives it a fault, in place of one that it may have, which is healed by that. A {@link LinkFault.Cut} is over at once
     * and leaves another fault as it is.
     */
    public synchronized void inject(LinkFault fault) {
        switch (fault) {
            case LinkFault.Cut cut -> reset(Condition.with(cut), all -> true);
            case LinkFault.Refused refused -> {
                become(Condition.with(refused));
                reset(condition, all -> true);
            }
            case LinkFault.Delayed delayed -> become(Condition.with(delayed));
            case LinkFault.HalfOpen halfOpen -> become(Condition.with(halfOpen));
            case LinkFault.BlackHole blackHole -> become(Condition.with(blackHole));
            case LinkFault.Stalled stalled -> become(Condition.with(stalled));
            case LinkFault.Slow slow -> become(Condition.with(slow));
        }
    }

    /** Resets all connections that there are: {@link LinkFault.Cut}. */
    public void cut() {
        inject(new LinkFault.Cut());
    }

    /** Takes the fault away. Connections that have lost something are reset: they couldn't go on as if nothing had been. */
    public synchronized void heal() {
        become(Condition.well());
    }

    private void become(Condition next) {
        var before = condition;
        condition = next;
        before.end();
        reset(before, Connection::hasLost);
    }

    private void reset(Condition why, Predicate<Connection> which) {
        connections.stream().filter(which).forEach(connection -> {
            connection.hitUnder(why);
            connection.reset();
        });
    }

    Condition condition() {
        return condition;
    }

    Counters counters() {
        return counters;
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var connection = new Connection(this, door.accept());
                counters.opened();
                // Before the condition is looked at: one that changes now finds the connection here.
                connections.add(connection);
                join(connection, condition);
            } catch (IOException | RuntimeException e) {
                if (!door.isClosed()) {
                    failure = Optional.of(name() + " takes no more connections: " + e);
                    return;
                }
            }
        }
    }

    private void join(Connection connection, Condition now) {
        switch (now.fault().orElse(null)) {
            case LinkFault.Refused refused -> {
                connection.hitUnder(now);
                connection.reset();
            }
            case LinkFault.BlackHole blackHole -> connection.loseAllUnder(now);
            case null -> connection.connect(target);
            case LinkFault.Cut cut -> connection.connect(target);
            case LinkFault.Delayed delayed -> connection.connect(target);
            case LinkFault.HalfOpen halfOpen -> connection.connect(target);
            case LinkFault.Stalled stalled -> connection.connect(target);
            case LinkFault.Slow slow -> connection.connect(target);
        }
    }

    /** Resets all connections, and accepts no more. */
    @Override
    public synchronized void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " could not be closed", e);
        }
        condition.end();
        connections.forEach(Connection::reset);
    }
}
