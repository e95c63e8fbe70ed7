package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * When new sagas are refused.
 *
 * @param mostInFlight how many sagas this process carries before it accepts no more, whatever they wait for
 * @param atOnce how many new sagas may be under way before anything is known of how fast they end; fewer while they take longer
 *     than {@code target}
 * @param target beyond that, as many may be as this process has lately been seen to end in this time, so that a new one takes
 *     about as long at most, however many are asked for
 */
public record AdmissionLimits(int mostInFlight, int atOnce, Duration target) {
    public AdmissionLimits {
        require(mostInFlight > 0, "mostInFlight must be positive");
        require(atOnce > 0, "atOnce must be positive");
        require(target.isPositive(), "target must be positive");
    }

    private static void require(boolean ok, String what) {
        if (!ok) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The defaults. */
    public static AdmissionLimits defaults() {
        return new AdmissionLimits(10_000, 128, Duration.ofSeconds(1));
    }

    /** A number and nothing else, however long they take. */
    public static AdmissionLimits ofNumber(int most) {
        return new AdmissionLimits(most, most, Duration.ofDays(1));
    }
}
