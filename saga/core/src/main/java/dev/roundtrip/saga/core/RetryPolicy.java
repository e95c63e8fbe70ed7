package dev.roundtrip.saga.core;

import java.time.Duration;

/**
 * How often an action whose outcome is unknown is tried before the saga turns back.
 *
 * @param backoff the wait between two attempts
 * @param attempts the most attempts, the first included; at least 1
 * @param totalTime no attempt starts later than this after the first; positive
 */
public record RetryPolicy(Backoff backoff, int attempts, Duration totalTime) {
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        if (!totalTime.isPositive()) {
            throw new IllegalArgumentException("totalTime must be positive, not " + totalTime);
        }
    }
}
