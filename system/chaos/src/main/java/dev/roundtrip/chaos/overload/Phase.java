package dev.roundtrip.chaos.overload;

import java.util.Locale;

/**
 * What came of one phase.
 *
 * @param offered calls per second, or not a number where clients call again when they have been answered
 */
record Phase(String name, double offered, Count count) {
    String line() {
        return String.format(
                Locale.ROOT,
                "%-24s offered %s sent %,d held %d: booked %,.1f/s p50 %,.0f p99 %,.0f ms; refused %,d p50 %,.0f p99 %,.0f ms;"
                        + " otherwise %d, undecided %,d, unclear %s",
                name,
                Double.isNaN(offered) ? "-" : String.format(Locale.ROOT, "%,.0f/s", offered),
                count.sent(),
                count.held(),
                count.timeline().rate(),
                count.booked().p50(),
                count.booked().p99(),
                count.refused().number(),
                count.refused().p50(),
                count.refused().p99(),
                count.notBooked(),
                count.undecided(),
                count.unclearInWords());
    }
}
