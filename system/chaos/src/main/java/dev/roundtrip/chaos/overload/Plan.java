package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.List;

/**
 * How long is looked at what.
 *
 * @param warmUp work before anything is measured
 * @param steps how many clients work at once while it is found out what the system can do
 * @param step how long each number of them does
 * @param factor how many times that is asked for then
 * @param overload for how long
 * @param afterwards how long the system is watched when it is over
 * @param patience how long a client waits for its answer
 * @param connections from clients to orchestrators
 */
record Plan(
        Duration warmUp,
        List<Integer> steps,
        Duration step,
        double factor,
        Duration overload,
        Duration afterwards,
        Duration patience,
        int connections) {
    Plan {
        steps = List.copyOf(steps);
    }

    /** A few minutes. */
    static Plan full() {
        return new Plan(
                Duration.ofSeconds(45),
                List.of(32, 64, 128, 192),
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                128);
    }

    /** About one minute: enough to see whether it holds, too little for figures. */
    static Plan quick() {
        return new Plan(
                Duration.ofSeconds(12),
                List.of(64, 128),
                Duration.ofSeconds(5),
                3,
                Duration.ofSeconds(15),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                128);
    }
}
