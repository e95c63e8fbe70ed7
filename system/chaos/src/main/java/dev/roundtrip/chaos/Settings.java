package dev.roundtrip.chaos;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What people may tell a command, in the environment. What is left out or blank is as usual; of what makes no sense the name and
 * what is allowed are said, in a {@link LocalFailure}.
 *
 * @param environment where it is read from
 */
public record Settings(Map<String, String> environment) {
    private static final long MOST_DRAWN = 1_000_000_000;

    public Settings {
        environment = Map.copyOf(environment);
    }

    /** DURATION: how long a command goes on. */
    public Duration duration(String otherwise) {
        var value = word("DURATION", otherwise);
        if (!value.matches("[1-9][0-9]{0,4}[smh]")) {
            throw new LocalFailure("DURATION is '" + value + "': it is written 90s, 30m or 8h.");
        }
        return Duration.parse("PT" + value);
    }

    /** SEED: what everything random is made from. One that nobody named is short, for people to type. */
    public long seed() {
        return seed(Long.toString(ThreadLocalRandom.current().nextLong(1, MOST_DRAWN)));
    }

    /** The same where there is a usual one. */
    public long seed(String otherwise) {
        var value = word("SEED", otherwise);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new LocalFailure("SEED is '" + value + "': it is a whole number.", e);
        }
    }

    /** Some number. */
    public int number(String name, int otherwise, int least, int most) {
        var value = word(name, Integer.toString(otherwise));
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new LocalFailure(name + " is '" + value + "': it is a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(value);
    }

    /** Whether something is wished for. */
    public boolean isOn(String name) {
        var value = word(name, "0");
        return switch (value) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new LocalFailure(name + " is '" + value + "': it is 1, or nothing.");
        };
    }

    private String word(String name, String otherwise) {
        var value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
