package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.ClosedLoop;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param rounds how often everything is measured
 * @param concurrencies how many workers there are at once
 * @param warmUp how long each contender works at each of both shapes before the first round
 * @param loop one measurement
 * @param limit how long a run may take at the most
 */
record Plan(int rounds, List<Integer> concurrencies, Duration warmUp, ClosedLoop loop, Duration limit) {
    Plan {
        concurrencies = List.copyOf(concurrencies);
    }

    /** The one whose figures are kept. */
    static Plan full() {
        return new Plan(
                5,
                List.of(1, 16, 64, 256),
                Duration.ofSeconds(4),
                new ClosedLoop(Duration.ofMillis(250), Duration.ofMillis(1350)),
                Duration.ofMinutes(6));
    }

    /** To see what a change brings about. */
    static Plan quick() {
        return new Plan(
                3,
                List.of(1, 16, 64),
                Duration.ofSeconds(2),
                new ClosedLoop(Duration.ofMillis(150), Duration.ofMillis(550)),
                Duration.ofSeconds(90));
    }

    /** To see that it works. */
    static Plan smoke() {
        return new Plan(
                1,
                List.of(4),
                Duration.ofMillis(100),
                new ClosedLoop(Duration.ofMillis(50), Duration.ofMillis(200)),
                Duration.ofSeconds(60));
    }
}
