package dev.roundtrip.bench.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** Takes down how long calls took, from any thread. */
public final class Meter {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Recorder reserves = new Recorder(SIGNIFICANT_DIGITS);
    private final Recorder cancels = new Recorder(SIGNIFICANT_DIGITS);
    private final LongAdder busy = new LongAdder();

    /** A reserve was answered by a reservation. */
    public void reserved(long nanos) {
        reserves.recordValue(nanos);
    }

    /** A cancel was answered, and with it a pair is done. */
    public void cancelled(long nanos) {
        cancels.recordValue(nanos);
    }

    /** A reserve was refused because too many wanted the same. */
    public void refusedAsBusy() {
        busy.increment();
    }

    /** All that came since this was last called. */
    public Reading read() {
        return new Reading(reserves.getIntervalHistogram(), cancels.getIntervalHistogram(), busy.sumThenReset());
    }
}
