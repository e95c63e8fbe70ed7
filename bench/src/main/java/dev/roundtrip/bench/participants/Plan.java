package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.Look;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param rounds how often everything is measured
 * @param concurrencies how many workers there are at once
 * @param warmUp what each contender does before the first round, again and again until it gets no faster
 * @param mostWarmUps how often at the most
 * @param look one measurement
 * @param limit how long a run may take at the most
 */
record Plan(int rounds, List<Integer> concurrencies, Look warmUp, int mostWarmUps, Look look, Duration limit) {
    private static final Look A_SECOND = look(0, 1000);

    Plan {
        concurrencies = List.copyOf(concurrencies);
    }

    /** The one whose figures are kept. */
    static Plan full() {
        return new Plan(5, List.of(1, 16, 64, 256), A_SECOND, 20, look(150, 1150), Duration.ofMinutes(6));
    }

    /** To see what a change brings about. */
    static Plan quick() {
        return new Plan(3, List.of(1, 64), A_SECOND, 8, look(150, 550), Duration.ofSeconds(90));
    }

    /** To see that it works. */
    static Plan smoke() {
        return new Plan(1, List.of(4), look(0, 100), 100, look(50, 400), Duration.ofMinutes(3));
    }

    private static Look look(long runUpMillis, long windowMillis) {
        return new Look(Duration.ofMillis(runUpMillis), Duration.ofMillis(windowMillis));
    }
}
