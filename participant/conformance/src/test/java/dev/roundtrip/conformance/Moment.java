package dev.roundtrip.conformance;

import io.grpc.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the unlucky moment come every time: a wrong participant waits in its gap until someone is in it. */
final class Moment {
    private static final long LONGEST_MILLIS = 1000;

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

    /** Whether the caller of this call goes away within a second. */
    static boolean callerLeaves() {
        var gone = new CountDownLatch(1);
        var context = Context.current();
        context.addListener(ignored -> gone.countDown(), Runnable::run);
        await(gone);
        return context.isCancelled();
    }

    private static void await(CountDownLatch latch) {
        try {
            var reached = latch.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            if (!reached) {
                // Nobody came: then this time the wrong participant is right.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
