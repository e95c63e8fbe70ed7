package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.Settings;
import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;

/**
 * What a run is.
 *
 * @param length how long clients go on
 * @param perSecond how many stories of clients begin in a second
 * @param seed decides what the clients do
 * @param between samples, but for those of heaps
 * @param betweenHeaps which are collected for it
 * @param kept what is kept for how long
 */
record SoakPlan(Duration length, int perSecond, long seed, Duration between, Duration betweenHeaps, Kept kept) {
    private static final int SAMPLES = 360;
    private static final int COLLECTIONS = 32;
    private static final int MOST_PER_SECOND = 1_000;
    private static final Duration SAMPLED = Duration.ofSeconds(5);
    private static final Duration COLLECTED = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    /** However long it is, there are so many samples of each thing that this program can keep them. */
    static SoakPlan of(Duration length, int perSecond, long seed) {
        return new SoakPlan(
                length,
                perSecond,
                seed,
                longer(SAMPLED, length.dividedBy(SAMPLES)),
                longer(COLLECTED, length.dividedBy(COLLECTIONS)),
                Kept.shortly());
    }

    /**
     * As the environment says.
     *
     * @throws LocalFailure that names the setting and says what is allowed
     */
    static SoakPlan from(Map<String, String> environment) {
        var settings = new Settings(environment);
        return of(settings.duration("30m"), settings.number("RATE", 40, 1, MOST_PER_SECOND), settings.seed("1"));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * Whether it is long enough to say what grows: as much is deleted as comes before its second quarter begins, and everything is
     * warm.
     */
    boolean isJudged() {
        return length.dividedBy(4).compareTo(kept.longest().plus(WARM_UP)) >= 0;
    }
}
