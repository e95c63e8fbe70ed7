package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * When new sagas are refused.
 *
 * @param mostInFlight how many sagas this process carries before it accepts no more, whatever they wait for
 * @param atOnce how many new sagas may be under way before anything is known of how fast they end; fewer while they take longer
 *     than {@code target}
 * @param target how much longer than one alone a saga may take before that is too long; beyond {@code atOnce}, as many may be under
 *     way as this process has lately been seen to end in two fifths of it and half as long again as one takes alone
 * @param lookups how many statements at once may ask whether a request that is to be refused was accepted before; each has a
 *     connection for itself, which those that write do without meanwhile
 * @param lookupLimit how long such an answer is waited for; after it nothing is known of the request, which its caller is told
 */
public record AdmissionLimits(int mostInFlight, int atOnce, Duration target, int lookups, Duration lookupLimit) {
    private static final int LOOKUPS = 2;
    private static final Duration LOOKUP_LIMIT = Duration.ofMillis(1500);

    public AdmissionLimits {
        require(mostInFlight > 0, "mostInFlight must be positive");
        require(atOnce > 0, "atOnce must be positive");
        require(target.isPositive(), "target must be positive");
        require(lookups > 0, "lookups must be positive");
        require(lookupLimit.isPositive(), "lookupLimit must be positive");
    }

    /** With the default limits of look-ups. */
    public AdmissionLimits(int mostInFlight, int atOnce, Duration target) {
        this(mostInFlight, atOnce, target, LOOKUPS, LOOKUP_LIMIT);
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
