package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A caller's connection to a link, and the one from there to who is called. */
final class Connection {
    private final Link link;
    private final Socket caller;
    private final Socket called = new Socket();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger waysOpen = new AtomicInteger(Direction.values().length);
    private final AtomicReference<Condition> hitUnder = new AtomicReference<>();
    private volatile boolean hasLost;
    private boolean isOver;

    /** What one of its threads does; when that fails, the connection is broken. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Connection(Link link, Socket caller) {
        this.link = link;
        this.caller = caller;
    }

    /** Connects to who is called, and carries both ways from then on. */
    void connect(int target) {
        start(Direction.REQUESTS.name(), () -> {
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            start(Direction.ANSWERS.name(), new Pump(this, Direction.ANSWERS, called, caller)::run);
            new Pump(this, Direction.REQUESTS, caller, called).run();
        });
    }

    /** Does something for it, until that is done or the connection is over. */
    synchronized void start(String what, Work work) {
        if (isOver) {
            return;
        }
        threads.add(Thread.ofVirtual().name(link.name() + " " + what).start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException broken) {
                reset();
            }
        }));
    }

    Condition condition() {
        return link.condition();
    }

    Counters counters() {
        return link.counters();
    }

    /**
     * A fault did something to it: one that outlives a fault can be hit by the next. What it loses when it is well again, and
     * about to be reset, is still the last one's doing.
     */
    void hitUnder(Condition condition) {
        if (condition.fault().isPresent() && hitUnder.getAndSet(condition) != condition) {
            link.counters().hit();
        }
    }

    /** What it should have carried is gone, under a condition with whose end it has to end too. */
    void lose(Parcel parcel, Condition condition) {
        link.counters().lost(parcel.size());
        loseAllUnder(condition);
    }

    /** The same for everything it would have carried. */
    void loseAllUnder(Condition condition) {
        hitUnder(condition);
        hasLost = true;
        if (link.condition() != condition) {
            reset();
        }
    }

    /** Whether it can't go on when the fault is over. */
    boolean hasLost() {
        return hasLost;
    }

    /** When both ways have, there is nothing left to do. */
    void oneWayHasEnded() {
        if (waysOpen.decrementAndGet() == 0) {
            end();
        }
    }

    /** Breaks it: both sides are told by a reset, and what was on its way is lost. */
    void reset() {
        try {
            abortOnClose(caller);
            abortOnClose(called);
        } catch (IOException alreadyClosed) {
            // Then it has ended, which is as good.
        }
        end();
    }

    private static void abortOnClose(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
    }

    private void end() {
        try (caller;
                called) {
            link.forget(this);
        } catch (IOException e) {
            throw new UncheckedIOException(link.name() + ": a connection could not be closed", e);
        } finally {
            interruptOthers();
        }
    }

    private synchronized void interruptOthers() {
        isOver = true;
        threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
    }
}
