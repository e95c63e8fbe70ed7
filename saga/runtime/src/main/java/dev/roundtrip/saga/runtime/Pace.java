package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** How many things were done per second, in the best second of the last few. Not for use by several threads. */
final class Pace {
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final int SLICES_PER_SECOND = 4;
    private static final int REMEMBERED_SECONDS = 10;

    private final int[] slices = new int[REMEMBERED_SECONDS * SLICES_PER_SECOND];
    private long latest;

    /** One was done. */
    void count(Instant now) {
        moveTo(now);
        slices[at(latest)]++;
    }

    /** The most that were done within one second, of those that are remembered. */
    int best(Instant now) {
        moveTo(now);
        int inSecond = 0;
        int best = 0;
        for (int age = slices.length - 1; age >= 0; age--) {
            inSecond += slices[at(latest - age)];
            int gone = age + SLICES_PER_SECOND;
            if (gone < slices.length) {
                inSecond -= slices[at(latest - gone)];
            }
            best = Math.max(best, inSecond);
        }
        return best;
    }

    /** A clock that is set back a little does no harm; after a leap of any kind all is forgotten. */
    private void moveTo(Instant now) {
        long slice = Math.floorDiv(now.toEpochMilli(), SLICE.toMillis());
        if (Math.abs(slice - latest) >= slices.length) {
            Arrays.fill(slices, 0);
            latest = slice;
        }
        while (latest < slice) {
            latest++;
            slices[at(latest)] = 0;
        }
    }

    private int at(long slice) {
        return Math.floorMod(slice, slices.length);
    }
}
