package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleThreadLoopTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final SingleThreadLoop loop = new SingleThreadLoop("loop under test");

    @AfterEach
    void close() {
        loop.close();
    }

    private static void awaited(CountDownLatch latch, String what) throws InterruptedException {
        assertTrue(latch.await(10, TimeUnit.SECONDS), what + " in vain");
    }

    private void awaitEverythingBefore() throws InterruptedException {
        var reached = new CountDownLatch(1);
        loop.execute(reached::countDown);
        awaited(reached, "waited for the loop to get so far");
    }

    @Test
    void tasksRunOneAfterTheOtherOnItsOwnThread() throws InterruptedException {
        var ran = new ArrayList<String>();
        for (int task = 1; task <= 3; task++) {
            var name = "task " + task + " on ";
            loop.execute(() -> ran.add(name + Thread.currentThread().getName()));
        }
        awaitEverythingBefore();
        assertEquals(
                List.of("task 1 on loop under test", "task 2 on loop under test", "task 3 on loop under test"), ran);
    }

    @Test
    void aTimerGoesOffNotBeforeItsTime() throws Exception {
        var wentOff = new CompletableFuture<Long>();
        long start = System.nanoTime();
        loop.schedule(SOON, () -> wentOff.complete(System.nanoTime() - start));
        assertTrue(wentOff.get(10, TimeUnit.SECONDS) >= SOON.toNanos());
    }

    @Test
    void aCancelledTimerDoesNotGoOff() throws InterruptedException {
        var ran = new ArrayList<String>();
        var later = new CountDownLatch(1);
        // On the loop itself, which is not free for the timer before it is cancelled.
        loop.execute(() -> {
            var timer = loop.schedule(SOON, () -> ran.add("cancelled"));
            loop.schedule(SOON.multipliedBy(2), later::countDown);
            timer.cancel();
        });
        awaited(later, "waited for the timer after it");
        assertEquals(List.of(), ran);
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() throws InterruptedException {
        loop.execute(() -> {
            throw new IllegalStateException("a task that fails, as it should in this test");
        });
        awaitEverythingBefore();
    }

    @Test
    void onceClosedItRunsNothingAndRefusesNothing() throws InterruptedException {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var ended = new CompletableFuture<Thread>();
        var waiting = new CompletableFuture<Void>();
        loop.execute(() -> {
            began.countDown();
            awaitUninterrupted(mayEnd);
            ended.complete(Thread.currentThread());
        });
        loop.execute(() -> waiting.complete(null));
        awaited(began, "waited for the first task");
        loop.close();
        loop.execute(() -> waiting.complete(null));
        loop.schedule(SOON, () -> waiting.complete(null)).cancel();
        mayEnd.countDown();
        assertTrue(ended.join().join(Duration.ofSeconds(10)), "its thread goes on");
        assertFalse(waiting.isDone(), "it ran a task although it was closed");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
