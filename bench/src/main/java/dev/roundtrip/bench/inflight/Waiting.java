package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.load.Cost;
import java.time.Duration;

/**
 * What it costs that they wait.
 *
 * @param stuck how many of them showed as stuck by then
 * @param time for how long was looked
 * @param cost of the replica that holds them, of stubs, PostgreSQL and this program in that time
 */
record Waiting(long stuck, Duration time, Cost.Spent cost) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many processors were busy with it. */
    double processors(String part) {
        return (double) cost.cpu(part).toNanos() / time.toNanos();
    }

    double commitsPerSecond() {
        return cost.transactions() / (time.toNanos() / NANOS_PER_SECOND);
    }
}
