package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Contender;
import java.util.ArrayList;
import java.util.List;

/**
 * At which rates contenders are asked for trips.
 *
 * @param contenders who is asked
 * @param closed what they did at their best
 * @param shares parts of that
 */
record Offers(List<Contender> contenders, Figures<TripMeasurement> closed, List<Double> shares) {
    /** What the slowest can do half of the time, everyone can. */
    private static final double OF_THE_SLOWEST = 0.5;

    /** Those that are measured in turn are in one list. */
    List<List<Offer>> all() {
        var offers = new ArrayList<List<Offer>>();
        var slowest = contenders.stream().mapToDouble(this::best).min().orElseThrow();
        offers.add(contenders.stream()
                .map(contender -> new Offer(contender, 0, slowest * OF_THE_SLOWEST))
                .toList());
        for (var share : shares) {
            offers.add(contenders.stream()
                    .map(contender -> new Offer(contender, share, share * best(contender)))
                    .toList());
        }
        return offers;
    }

    private double best(Contender contender) {
        return closed.rate(closed.best(Way.FORWARD.label(), List.of(contender.name())))
                .median();
    }
}
