package dev.roundtrip.chaos.fuzz;

import dev.roundtrip.chaos.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * What one run does.
 *
 * @param duration how long garbage is sent
 * @param seed what it is made from; the ids that the services give are different each time all the same
 */
public record FuzzPlan(Duration duration, long seed) {
    /** As DURATION and SEED say: a minute, and any seed. */
    static FuzzPlan from(Map<String, String> environment) {
        var settings = new Settings(environment);
        return new FuzzPlan(settings.duration("1m"), settings.seed());
    }
}
