package dev.roundtrip.chaos.soak;

import java.time.Duration;
import java.util.Locale;

/** Numbers, as files and pages have them. */
final class Figure {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double PERCENT = 100;
    private static final double HARDLY = 1e15;

    private Figure() {}

    static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    static double minutes(Duration time) {
        return seconds(time) / SECONDS_PER_MINUTE;
    }

    /** Without a fraction when there is none, and otherwise with two digits of it. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < HARDLY
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** With separators, for people. */
    static String readable(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 && value != Math.rint(value) ? "%.1f" : "%,.0f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", share * PERCENT);
    }
}
