package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import org.junit.jupiter.api.Test;

/** Whatever the graph, the answers and the accidents: what must hold, holds. */
class AnySagaTest {
    private static final int RUNS = 6_000;

    @Test
    void keepsItsPromisesInAnyWorld() {
        var sights = new EnumMap<Sight, Integer>(Sight.class);
        for (long seed = 1; seed <= RUNS; seed++) {
            var world = new World(seed);
            try {
                world.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage() + "\n" + world, e);
            }
            world.sights().forEach((sight, times) -> sights.merge(sight, times, Integer::sum));
        }
        for (var sight : Sight.values()) {
            assertTrue(
                    sights.getOrDefault(sight, 0) >= RUNS / 200,
                    () -> "too seldom to prove anything: " + sight + " in " + sights);
        }
    }
}
