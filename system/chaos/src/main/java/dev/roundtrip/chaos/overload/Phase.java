package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of one phase.
 *
 * @param offered calls per second, or not a number where clients call again when they have been answered
 * @param length how long calls were made
 * @param cpu what was spent meanwhile
 */
record Phase(String name, double offered, Duration length, Count count, Cpu cpu) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** For those who watch. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-24s offered %s: booked %,.1f/s (p50 %,.0f, p99 %,.0f ms), refused as RESOURCE_EXHAUSTED %,.1f/s (p50 %,.0f, p99 %,.0f ms), undecided %d,"
                        + " held back %d, otherwise %d, unclear %s; processors: %s",
                name,
                offeredInWords(),
                count.when().booked().rate(),
                count.booked().p50(),
                count.booked().p99(),
                refusedPerSecond(),
                count.refused().p50(),
                count.refused().p99(),
                count.undecided(),
                count.held(),
                count.notBooked(),
                count.unclearInWords(),
                cpuInWords());
    }

    /** Second by second, for those who look for the one in which something happened. */
    String secondBySecond() {
        return name + ", second by second: sent " + inWords(count.when().sent()) + "; booked "
                + inWords(count.when().booked()) + "; refused "
                + inWords(count.when().refused()) + "; unclear "
                + inWords(count.when().unclear());
    }

    private static String inWords(Pace pace) {
        return Arrays.stream(pace.perSecond())
                .mapToObj(rate -> String.format(Locale.ROOT, "%.0f", rate))
                .collect(Collectors.joining(" "));
    }

    String offeredInWords() {
        return Double.isNaN(offered)
                ? "-"
                : String.format(Locale.ROOT, "%,.0f/s (%,.0f/s sent)", offered, sentPerSecond());
    }

    double sentPerSecond() {
        return count.sent() / seconds();
    }

    double refusedPerSecond() {
        return count.refused().number() / seconds();
    }

    /** How many processors were at work, of each part. */
    String cpuInWords() {
        return cpu.byPart().entrySet().stream()
                .map((Map.Entry<String, Duration> part) -> String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        part.getKey(),
                        part.getValue().toNanos() / NANOS_PER_SECOND / seconds()))
                .collect(Collectors.joining(", "));
    }

    private double seconds() {
        return length.toNanos() / NANOS_PER_SECOND;
    }
}
