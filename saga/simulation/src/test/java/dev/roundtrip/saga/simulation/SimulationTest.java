package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the engine through thousands of storms. A seed that fails is printed with its trace; {@code -Droundtrip.seed=N} runs
 * that one alone and prints what happened, whether it fails or not.
 */
@ExtendWith(QuietEngine.class)
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("roundtrip.seeds", 3000);
    /** Seen less than once in so many runs, something is hardly tested. */
    private static final int RARE = 300;

    @Test
    void nothingBreaksWhateverHappens() {
        var one = Long.getLong("roundtrip.seed");
        if (one != null) {
            var report = Simulation.run(one, Parts.honest(), Trace.kept());
            report.trace().lines().forEach(System.out::println);
            assertEquals(List.of(), report.violations(), "seed " + one);
            return;
        }
        var seen = new EnumMap<Sight, Integer>(Sight.class);
        long digest = 0;
        long started = System.nanoTime();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var report = Simulation.run(seed, Parts.honest(), Trace.dropped());
            if (!report.isSound()) {
                failed(report);
            }
            report.trace().sights().forEach((sight, times) -> seen.merge(sight, times, Integer::sum));
            digest = digest * 31 + report.digest();
        }
        System.out.printf(
                "simulation: %d runs, seeds 1 to %d, %.1f s, digest %016x%n",
                SEEDS, SEEDS, (System.nanoTime() - started) / 1e9, digest);
        sawEnough(seen);
    }

    private static void failed(Simulation.Report report) {
        var again = Simulation.run(report.seed(), Parts.honest(), Trace.kept());
        again.trace().lines().forEach(System.out::println);
        assertEquals(report.digest(), again.digest(), "seed " + report.seed() + " does not replay");
        fail("seed " + report.seed() + " breaks an invariant; run it alone with -Droundtrip.seed=" + report.seed()
                + ":\n" + String.join("\n", report.violations()));
    }

    private static void sawEnough(Map<Sight, Integer> seen) {
        var rare = Arrays.stream(Sight.values())
                .filter(sight -> seen.getOrDefault(sight, 0) < SEEDS / RARE)
                .toList();
        assertTrue(rare.isEmpty(), "the runs hardly ever saw " + rare + "; they saw " + seen);
    }

    @Test
    void aSeedIsOneStory() {
        for (long seed = 1; seed <= 50; seed++) {
            var once = Simulation.run(seed, Parts.honest(), Trace.kept());
            var again = Simulation.run(seed, Parts.honest(), Trace.kept());
            assertEquals(once.trace().lines(), again.trace().lines(), "seed " + seed);
        }
    }
}
