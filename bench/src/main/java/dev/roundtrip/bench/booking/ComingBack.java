package dev.roundtrip.bench.booking;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Those who were refused for want of room, until the time that they were told to come back at. */
final class ComingBack {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("coming-back").factory());

    private final Set<Visitor> away = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    private final class Visitor implements Runnable {
        private final Runnable comes;

        Visitor(Runnable comes) {
            this.comes = comes;
        }

        @Override
        public void run() {
            if (away.remove(this)) {
                comes.run();
            }
        }
    }

    /** Once, then. */
    void after(Duration time, Runnable comes) {
        var visitor = new Visitor(comes);
        away.add(visitor);
        CLOCK.schedule(visitor, over ? 0 : time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** All of them at once, and whoever comes later too: there is nothing more to wait for. */
    void atOnce() {
        over = true;
        away.forEach(visitor -> CLOCK.execute(visitor));
    }
}
