package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.UUID;

/**
 * How long to wait before trying again: exponential, capped, and spread by jitter so that sagas that failed together
 * don't come back together.
 *
 * @param initialDelay before the second attempt; positive
 * @param factor by which each delay is longer than the one before; at least 1
 * @param maxDelay the longest delay; at least {@code initialDelay}
 * @param jitter how much of a delay is left to chance, 0 to 1: a delay of 10 s with jitter 0.2 is between 8 and 10 s
 */
public record Backoff(Duration initialDelay, double factor, Duration maxDelay, double jitter) {
    public Backoff {
        if (!initialDelay.isPositive()) {
            throw new IllegalArgumentException("initialDelay must be positive, not " + initialDelay);
        }
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor must be at least 1, not " + factor);
        }
        if (maxDelay.compareTo(initialDelay) < 0) {
            throw new IllegalArgumentException("maxDelay must be at least initialDelay, not " + maxDelay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, not " + jitter);
        }
    }

    /**
     * The delay after the {@code attempt}-th attempt, counted from 1. Chance is drawn from the saga, the step and the
     * attempt, so the same question has the same answer: decisions stay reproducible.
     */
    public Duration after(int attempt, UUID sagaId, String step) {
        double full = Math.min(initialDelay.toNanos() * Math.pow(factor, attempt - 1.0), maxDelay.toNanos());
        return Duration.ofNanos((long) (full * (1 - jitter * chance(attempt, sagaId, step))));
    }

    /** Between 0 and 1, evenly spread: the finalizer of the SplitMix64 generator over what identifies the attempt. */
    private static double chance(int attempt, UUID sagaId, String step) {
        long bits = sagaId.getMostSignificantBits() ^ sagaId.getLeastSignificantBits();
        bits += 0x9E3779B97F4A7C15L * (31L * step.hashCode() + attempt);
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
