package dev.roundtrip.serving;

import java.time.Duration;

/** A setting that makes no sense; the message is one sentence that names it and says what is allowed. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence, for who sets
     * @param cause null if there is none
     */
    public InvalidSettings(String message, Throwable cause) {
        super(message, cause);
    }

    /** Refuses a number that is out of its bounds, which are allowed themselves. */
    public static void unlessBetween(String setting, int least, int most, int value) {
        if (value < least || value > most) {
            throw new InvalidSettings(
                    "%s must be between %d and %d, not %d.".formatted(setting, least, most, value), null);
        }
    }

    /** Refuses a duration that is out of its bounds, which are allowed themselves. */
    public static void unlessBetween(String setting, Duration least, Duration most, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSettings(
                    "%s must be between %s and %s, not %s.".formatted(setting, text(least), text(most), text(value)),
                    null);
        }
    }

    /** As one would write it. */
    private static String text(Duration value) {
        if (value.isZero()) {
            return "0s";
        }
        if (value.equals(Duration.ofDays(value.toDays()))) {
            return value.toDays() + "d";
        }
        if (value.equals(Duration.ofSeconds(value.toSeconds()))) {
            return value.toSeconds() + "s";
        }
        return value.equals(Duration.ofMillis(value.toMillis())) ? value.toMillis() + "ms" : value.toString();
    }
}
