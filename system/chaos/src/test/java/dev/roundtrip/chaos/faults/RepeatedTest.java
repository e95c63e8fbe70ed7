package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTest {
    private static final Bound BOUND = new Bound(Duration.ofSeconds(20));
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger times = new AtomicInteger();

    @Test
    void itIsDoneAgainAndAgain() {
        var repeated = Repeated.of("It could not be done", PAUSE, times::incrementAndGet);
        BOUND.awaitThat("it to be done again", () -> times.get() > 3);
        repeated.stop();
    }

    @Test
    void theOneThatIsUnderWayWhenItIsStoppedIsWaitedForAndIsTheLast() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var repeated = Repeated.of("It could not be done", PAUSE, () -> {
            begun.countDown();
            mayEnd.await();
            times.incrementAndGet();
        });
        assertTrue(begun.await(20, TimeUnit.SECONDS), "it was not begun");
        var stopping = CompletableFuture.runAsync(repeated::stop);
        assertThrows(TimeoutException.class, () -> stopping.get(50, TimeUnit.MILLISECONDS));
        mayEnd.countDown();
        stopping.get(20, TimeUnit.SECONDS);
        assertEquals(1, times.get());
    }

    @Test
    void aFailureIsTheLastAndIsTold() {
        var repeated = Repeated.of("It could not be done", PAUSE, () -> {
            if (times.incrementAndGet() == 2) {
                throw new IOException("the wire is cut");
            }
        });
        BOUND.awaitThat("it to fail", () -> times.get() == 2);
        var failure = assertThrows(LocalFailure.class, repeated::stop);
        assertEquals("It could not be done: the wire is cut", failure.getMessage());
        assertEquals(2, times.get());
    }
}
