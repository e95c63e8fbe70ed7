package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls that come at a rate of their own, whatever becomes of those before them.
 *
 * @param perSecond the rate
 * @param mostOutstanding what this program bears; past it calls are held back, and counted
 */
record OpenLoop(double perSecond, int mostOutstanding) {
    private static final long TICK_NANOS = 2_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Makes them for a while, and puts them down; those that are still out at its end go on being counted. */
    void run(Travellers travellers, Wishes wishes, Lasting lasting, Tally tally) {
        long begin = System.nanoTime();
        long made = 0;
        while (!lasting.isOver()) {
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            for (long due = (long) (seconds * perSecond); made < due; made++) {
                make(travellers, wishes, tally);
            }
            LockSupport.parkNanos(TICK_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalFailure("Interrupted while calls were made.");
            }
        }
    }

    private void make(Travellers travellers, Wishes wishes, Tally tally) {
        if (tally.outstanding() >= mostOutstanding) {
            tally.heldBack();
            return;
        }
        tally.sent();
        long at = System.nanoTime();
        travellers.book(wishes.next(), told -> tally.heard(told, at));
    }
}
