package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What is still on its way, and arrives in order, each thing at its time. Past a bound, who adds more waits. */
final class Later {
    private static final int MOST = 64;

    private final BlockingQueue<Due> onItsWay = new ArrayBlockingQueue<>(MOST);
    private final AtomicInteger undelivered = new AtomicInteger();
    private final Outlet outlet;

    private record Due(Parcel parcel, long time, Condition unlessOver) {}

    Later(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Whether everything has arrived. */
    boolean isEmpty() {
        return undelivered.get() == 0;
    }

    /**
     * Adds something, to arrive after everything that was added before it.
     *
     * @param time as {@link System#nanoTime} tells it
     * @param condition with whose end it arrives at once
     */
    void add(Parcel parcel, long time, Condition condition) throws InterruptedException {
        undelivered.incrementAndGet();
        onItsWay.put(new Due(parcel.kept(), time, condition));
    }

    /** Delivers until it is interrupted or the connection is broken. */
    void deliver() throws IOException, InterruptedException {
        while (true) {
            var due = onItsWay.take();
            due.unlessOver().awaitEndUntil(due.time());
            outlet.deliver(due.parcel());
            undelivered.decrementAndGet();
        }
    }
}
