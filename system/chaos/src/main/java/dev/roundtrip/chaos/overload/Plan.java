package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.List;

/**
 * How long is looked at what.
 *
 * @param warmUp work before anything is measured; then once more as long as the rate still rises, a few times at the most
 * @param steps how many clients work at once while it is found out what the system can do
 * @param step how long each number of them does
 * @param rounds how many times it is overloaded
 * @param factor how many times what it can do is asked for then
 * @param overload for how long
 * @param afterwards how long it is seen what it can do, before the first overload and after each
 * @param patience how long a client waits for its answer
 * @param connections from clients to orchestrators
 * @param heapReadings how often heaps are read each time that they are
 */
record Plan(
        Duration warmUp,
        List<Integer> steps,
        Duration step,
        int rounds,
        double factor,
        Duration overload,
        Duration afterwards,
        Duration patience,
        int connections,
        int heapReadings) {
    Plan {
        steps = List.copyOf(steps);
    }

    /**
     * Some minutes. A database that was empty has learnt what is in it after one to two of them, the time between two looks of its
     * autovacuum; before that it is not what it will be.
     */
    static Plan full() {
        return new Plan(
                Duration.ofSeconds(75),
                List.of(64, 128, 256, 384, 512),
                Duration.ofSeconds(10),
                5,
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                128,
                3);
    }

    /** About one minute: enough to see whether it holds, too little for figures. */
    static Plan quick() {
        return new Plan(
                Duration.ofSeconds(12),
                List.of(64, 128),
                Duration.ofSeconds(5),
                1,
                3,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                128,
                1);
    }
}
