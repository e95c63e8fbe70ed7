package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Settings;
import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;

/**
 * What a run is asked to be.
 *
 * @param seed where faults and load come from
 * @param duration how long things are broken
 * @param replicas how many orchestrators there are
 * @param rate stories of clients begun in a second
 * @param kept whether the figures are kept in docs/
 */
record ChaosSettings(long seed, Duration duration, int replicas, int rate, boolean kept) {
    private static final int MOST_RATE = 1000;

    /**
     * As the environment says.
     *
     * @throws LocalFailure that names the setting and says what is allowed
     */
    static ChaosSettings from(Map<String, String> environment) {
        var settings = new Settings(environment);
        return new ChaosSettings(
                settings.seed(),
                settings.duration("2m"),
                settings.number("REPLICAS", 2, 2, 5),
                settings.number("RATE", 10, 1, MOST_RATE),
                settings.isOn("KEEP"));
    }

    /** What has to be typed to do it again. */
    String command() {
        return "make chaos DURATION=" + duration.toSeconds() + "s SEED=" + seed + " REPLICAS=" + replicas + " RATE="
                + rate;
    }
}
