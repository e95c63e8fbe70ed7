package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.stage.Contender;
import java.util.Locale;

/**
 * A rate at which a contender is asked for trips.
 *
 * @param contender who is asked
 * @param share of what it does at its best; 0 for the rate that is the same for all
 * @param perSecond the rate
 */
record Offer(Contender contender, double share, double perSecond) {
    /** How such a measurement is called. */
    static String shape(double share) {
        return share == 0 ? "same-rate" : String.format(Locale.ROOT, "offered-%.0f%%", 100 * share);
    }

    String shape() {
        return shape(share);
    }
}
