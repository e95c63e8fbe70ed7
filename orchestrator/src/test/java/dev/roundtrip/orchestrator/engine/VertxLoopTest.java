package dev.roundtrip.orchestrator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxLoopTest {
    /** More than are run at a stroke. */
    private static final int MANY = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final VertxLoop loop = new VertxLoop(vertx, InstantSource.system());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyTaskOfEveryThreadIsRunOnceOnOneThreadAndInTheOrderInWhichItCame() throws InterruptedException {
        var threads = 4;
        List<Integer> ran = new ArrayList<>();
        Set<Thread> where = ConcurrentHashMap.newKeySet();
        var left = new CountDownLatch(threads * MANY);
        var givers = IntStream.range(0, threads)
                .mapToObj(giver -> Thread.ofPlatform().start(() -> IntStream.range(0, MANY)
                        .forEach(task -> loop.execute(() -> {
                            where.add(Thread.currentThread());
                            ran.add(giver * MANY + task);
                            left.countDown();
                        }))))
                .toList();
        for (var giver : givers) {
            giver.join();
        }
        await(left, "all tasks");
        assertEquals(1, where.size());
        for (int giver = 0; giver < threads; giver++) {
            int from = giver * MANY;
            assertEquals(
                    IntStream.range(from, from + MANY).boxed().toList(),
                    ran.stream()
                            .filter(task -> task >= from && task < from + MANY)
                            .toList());
        }
    }

    @Test
    void aTaskThatThrowsTakesNoOtherWithIt() throws InterruptedException {
        var left = new CountDownLatch(MANY);
        var told = new AtomicInteger();
        vertx.exceptionHandler(failure -> told.incrementAndGet());
        for (int i = 0; i < MANY; i++) {
            boolean bad = i % 3 == 0;
            loop.execute(() -> {
                left.countDown();
                if (bad) {
                    throw new IllegalStateException("for the test");
                }
            });
        }
        await(left, "all tasks");
        var after = new CountDownLatch(1);
        loop.execute(after::countDown);
        await(after, "one more");
        assertEquals((MANY + 2) / 3, told.get());
    }

    @Test
    void aTaskThatATaskGivesIsRunAfterIt() throws InterruptedException {
        var done = new CountDownLatch(1);
        var under = new AtomicBoolean();
        var within = new AtomicBoolean();
        loop.execute(() -> {
            under.set(true);
            loop.execute(() -> {
                within.set(under.get());
                done.countDown();
            });
            under.set(false);
        });
        await(done, "the second task");
        assertFalse(within.get());
    }

    @Test
    void aTimerGoesOffUnlessItIsCancelled() throws InterruptedException {
        var cancelled = new AtomicBoolean();
        var took = new AtomicLong();
        var later = new CountDownLatch(1);
        // On the loop itself, which is not free for the timer before it is cancelled.
        loop.execute(() -> {
            var timer = loop.schedule(Duration.ofMillis(20), () -> cancelled.set(true));
            long from = System.nanoTime();
            loop.schedule(Duration.ofMillis(40), () -> {
                took.set(System.nanoTime() - from);
                later.countDown();
            });
            timer.cancel();
        });
        await(later, "the timer");
        assertTrue(took.get() >= Duration.ofMillis(40).toNanos(), () -> "after " + took + " ns");
        assertFalse(cancelled.get());
    }

    @Test
    void aTimerMayBeAsFarAwayAsForEver() {
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        assertTrue(latch.await(30, TimeUnit.SECONDS), () -> "not within half a minute: " + what);
    }
}
