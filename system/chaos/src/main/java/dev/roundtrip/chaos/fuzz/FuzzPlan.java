package dev.roundtrip.chaos.fuzz;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one run does.
 *
 * @param duration how long garbage is sent
 * @param seed what it is made from; the ids that the services give are different each time all the same
 */
public record FuzzPlan(Duration duration, long seed) {
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** As DURATION and SEED say: a minute, and any seed. */
    static FuzzPlan from(Map<String, String> settings) {
        return new FuzzPlan(duration(settings.getOrDefault("DURATION", "")), seed(settings.getOrDefault("SEED", "")));
    }

    private static Duration duration(String text) {
        if (text.isBlank()) {
            return USUAL;
        }
        if (!text.strip().matches("[1-9][0-9]{0,5}[smh]")) {
            throw new LocalFailure("DURATION is '" + text + "': it is a number and s, m or h, such as 90s.");
        }
        return Duration.parse("PT" + text.strip());
    }

    private static long seed(String text) {
        try {
            return text.isBlank() ? ThreadLocalRandom.current().nextLong(1_000_000) : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new LocalFailure("SEED is '" + text + "': it is a whole number.", e);
        }
    }
}
