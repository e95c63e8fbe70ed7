package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something that is done again and again until it is stopped, or fails; then it is said why. */
final class Repeated {
    private final String what;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> doing;

    /** What is done. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private Repeated(String what, Duration pause, Work work) {
        this.what = what;
        doing = clock.scheduleWithFixedDelay(() -> once(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins at once.
     *
     * @param what as the error names it: "PostgreSQL could not be meddled with"
     * @param pause between the end of one and the begin of the next
     */
    static Repeated of(String what, Duration pause, Work work) {
        return new Repeated(what, pause, work);
    }

    private static void once(Work work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * Waits for the one that is under way; there will be no other.
     *
     * @throws LocalFailure when one of them failed, which was the last
     */
    void stop() {
        clock.shutdown();
        clock.close();
        if (doing.state() == Future.State.FAILED) {
            throw new LocalFailure(what + ": " + doing.exceptionNow().getMessage(), doing.exceptionNow());
        }
    }
}
