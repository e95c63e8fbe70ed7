package dev.roundtrip.chaos.proxy;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a link is for a while: well, or with a fault. */
final class Condition {
    private final Optional<LinkFault> fault;
    private final CountDownLatch over = new CountDownLatch(1);

    private Condition(Optional<LinkFault> fault) {
        this.fault = fault;
    }

    static Condition well() {
        return new Condition(Optional.empty());
    }

    static Condition with(LinkFault fault) {
        return new Condition(Optional.of(fault));
    }

    Optional<LinkFault> fault() {
        return fault;
    }

    /** It is another one now: whoever waits for that goes on. */
    void end() {
        over.countDown();
    }

    void awaitEnd() throws InterruptedException {
        over.await();
    }

    /** Returns at that time of {@link System#nanoTime}, or when the condition ends, whatever comes first. */
    void awaitEndUntil(long time) throws InterruptedException {
        over.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
