package dev.roundtrip.conformance;

import io.grpc.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the unlucky moment come every time: a wrong participant waits in its gap until someone is in it. */
final class Moment {
    private static final long LONGEST_MILLIS = 1000;
    private static final long LONGEST_CALL_MILLIS = 150;

    private final Map<String, CountDownLatch> gaps = new ConcurrentHashMap<>();

    /** Waits until so many have come to the same gap, or for a second. */
    void awaitOthers(String gap, int callers) {
        var latch = gaps.computeIfAbsent(gap, name -> new CountDownLatch(callers));
        latch.countDown();
        await(latch);
    }

    /** Waits until someone says that it has happened, or for a second. */
    void awaitWord(String what) {
        await(gaps.computeIfAbsent(what, name -> new CountDownLatch(1)));
    }

    /** Says so. */
    void say(String what) {
        gaps.computeIfAbsent(what, name -> new CountDownLatch(1)).countDown();
    }

    /** Whether the caller of this call goes away soon. */
    static boolean callerLeaves() {
        var gone = new CountDownLatch(1);
        var context = Context.current();
        context.addListener(ignored -> gone.countDown(), Runnable::run);
        await(gone, LONGEST_CALL_MILLIS);
        return context.isCancelled();
    }

    private static void await(CountDownLatch latch) {
        await(latch, LONGEST_MILLIS);
    }

    /** When nobody comes, the wrong participant is right this time: the result doesn't matter. */
    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
