package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Carries what one connection has to carry one way. It takes no more than it can pass on: who sends too much waits. */
final class Pump {
    static final int MOST_AT_ONCE = 16 * 1024;

    private static final int SLICES_A_SECOND = 20;

    private final Connection connection;
    private final Direction direction;
    private final Socket from;
    private final Outlet outlet;
    private final Later later;
    private final byte[] buffer = new byte[MOST_AT_ONCE];
    private boolean hasLost;
    private boolean isLate;

    Pump(Connection connection, Direction direction, Socket from, Socket to) {
        this.connection = connection;
        this.direction = direction;
        this.from = from;
        this.outlet = new Outlet(connection, to);
        this.later = new Later(outlet);
    }

    /** Returns when nothing more can come. */
    void run() throws IOException, InterruptedException {
        Parcel parcel;
        do {
            parcel = take();
            connection.counters().sent(direction, parcel.size());
            pass(parcel);
        } while (parcel instanceof Parcel.Bytes);
    }

    private Parcel take() {
        try {
            var size = from.getInputStream().read(buffer);
            return size < 0 ? new Parcel.End() : new Parcel.Bytes(buffer, size);
        } catch (IOException e) {
            return new Parcel.Broken(e);
        }
    }

    private void pass(Parcel parcel) throws IOException, InterruptedException {
        var condition = connection.condition();
        if (hasLost) {
            // There is a gap before it: the connection is reset when the fault is over, and takes nothing more till
            // then.
            lose(parcel, condition);
        } else if (condition.fault().isPresent()) {
            pass(parcel, condition, condition.fault().get());
        } else {
            passOn(parcel, condition);
        }
    }

    private void pass(Parcel parcel, Condition condition, LinkFault fault) throws IOException, InterruptedException {
        switch (fault) {
            case LinkFault.BlackHole hole -> lose(parcel, condition);
            case LinkFault.HalfOpen open when open.lost() == direction -> lose(parcel, condition);
            case LinkFault.HalfOpen open -> passOn(parcel, condition);
            case LinkFault.Delayed delayed -> delay(parcel, condition, delayed);
            case LinkFault.Slow slow -> pace(parcel, condition, slow);
            case LinkFault.Stalled stalled -> hold(parcel, condition);
            // They end connections, and do nothing to what these carry.
            case LinkFault.Cut cut -> passOn(parcel, condition);
            case LinkFault.Refused refused -> passOn(parcel, condition);
        }
    }

    private void passOn(Parcel parcel, Condition condition) throws IOException, InterruptedException {
        if (later.isEmpty()) {
            outlet.deliver(parcel);
        } else {
            later.add(parcel, System.nanoTime(), condition);
        }
    }

    private void lose(Parcel parcel, Condition condition) {
        hasLost = true;
        connection.lose(parcel, condition);
    }

    private void hold(Parcel parcel, Condition condition) throws IOException, InterruptedException {
        connection.hitUnder(condition);
        condition.awaitEnd();
        pass(parcel);
    }

    private void delay(Parcel parcel, Condition condition, LinkFault.Delayed delayed) throws InterruptedException {
        connection.hitUnder(condition);
        if (!isLate) {
            isLate = true;
            connection.start("late " + direction, later::deliver);
        }
        var jitter = ThreadLocalRandom.current().nextLong(delayed.jitter().toNanos() + 1);
        later.add(parcel, System.nanoTime() + delayed.latency().toNanos() + jitter, condition);
    }

    private void pace(Parcel parcel, Condition condition, LinkFault.Slow slow)
            throws IOException, InterruptedException {
        connection.hitUnder(condition);
        for (var slice : parcel.sliced(Math.max(1, slow.bytesPerSecond() / SLICES_A_SECOND))) {
            condition.awaitEndUntil(
                    System.nanoTime() + slice.size() * TimeUnit.SECONDS.toNanos(1) / slow.bytesPerSecond());
            passOn(slice, condition);
        }
    }
}
