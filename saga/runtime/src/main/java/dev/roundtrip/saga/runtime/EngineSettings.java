package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * The engine's bounds.
 *
 * @param nodeName what people know this process by
 * @param admission when it accepts no more sagas; what is running is not affected
 * @param lease how long this process counts as alive after it was last heard of
 * @param sweepInterval how often it looks for sagas to take over
 * @param adoptionsPerSweep how many it takes over at a time
 * @param maxUnansweredOwners how many nodes in a row may begin attempts for a saga and be gone before they have heard of any,
 *     until it is taken for what stopped them and is quarantined
 * @param writeBehind how long a fact that nothing waits for may stay unwritten
 * @param maxBatch the most sagas in one journal write
 * @param maxWrites the most journal writes under way at once, of starts and of appends each; what comes meanwhile goes out together in
 *     the next one, so fewer are larger, and cost less for each saga
 * @param writeRetryDelay the wait before a failed journal write is repeated
 * @param drainLimit how long a stop may take to write down what is known
 */
public record EngineSettings(
        String nodeName,
        AdmissionLimits admission,
        Duration lease,
        Duration sweepInterval,
        int adoptionsPerSweep,
        int maxUnansweredOwners,
        Duration writeBehind,
        int maxBatch,
        int maxWrites,
        Duration writeRetryDelay,
        Duration drainLimit) {
    public EngineSettings {
        require(!nodeName.isBlank(), "nodeName must not be blank");
        require(lease.isPositive(), "lease must be positive");
        require(sweepInterval.isPositive(), "sweepInterval must be positive");
        require(adoptionsPerSweep > 0, "adoptionsPerSweep must be positive");
        require(maxUnansweredOwners > 0, "maxUnansweredOwners must be positive");
        require(!writeBehind.isNegative(), "writeBehind must not be negative");
        require(writeBehind.toMillis() <= 50, "writeBehind must be at most 50 ms");
        require(maxBatch > 0, "maxBatch must be positive");
        require(maxWrites > 0, "maxWrites must be positive");
        require(writeRetryDelay.isPositive(), "writeRetryDelay must be positive");
        require(!drainLimit.isNegative(), "drainLimit must not be negative");
    }

    private static void require(boolean ok, String what) {
        if (!ok) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The defaults, under {@code nodeName}. */
    public static EngineSettings defaults(String nodeName) {
        return new EngineSettings(
                nodeName,
                AdmissionLimits.defaults(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                500,
                5,
                Duration.ofMillis(50),
                256,
                1,
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
    }
}
