package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

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
    static ChaosSettings from(Map<String, String> settings) {
        return new ChaosSettings(
                seed(word(settings, "SEED", "")),
                duration(word(settings, "DURATION", "2m")),
                number("REPLICAS", word(settings, "REPLICAS", "2"), 2, 5),
                number("RATE", word(settings, "RATE", "10"), 1, MOST_RATE),
                kept(word(settings, "KEEP", "")));
    }

    private static String word(Map<String, String> settings, String name, String otherwise) {
        var value = settings.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    /** One that nobody named is short, for people to type. */
    private static long seed(String value) {
        if (value.isEmpty()) {
            return ThreadLocalRandom.current().nextLong(1, 1_000_000_000);
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new LocalFailure("SEED is '" + value + "': a seed is a whole number.", e);
        }
    }

    private static Duration duration(String value) {
        if (!value.matches("[1-9][0-9]{0,4}[smh]")) {
            throw new LocalFailure("DURATION is '" + value + "': it is written 90s, 2m or 1h.");
        }
        var number = Long.parseLong(value.substring(0, value.length() - 1));
        return switch (value.charAt(value.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new LocalFailure(name + " is '" + value + "': it is a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(value);
    }

    private static boolean kept(String value) {
        return switch (value) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw new LocalFailure("KEEP is 1, or nothing.");
        };
    }

    /** What has to be typed to do it again. */
    String command() {
        return "make chaos DURATION=" + duration.toSeconds() + "s SEED=" + seed + " REPLICAS=" + replicas + " RATE="
                + rate;
    }
}
