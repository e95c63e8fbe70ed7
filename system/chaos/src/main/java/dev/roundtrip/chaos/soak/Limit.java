package dev.roundtrip.chaos.soak;

import java.util.List;

/**
 * How much of a thing may have come to be, from the second quarter of a run to the last.
 *
 * @param measure of what
 * @param growth as a share of what there was; for what may shrink, less than nothing
 * @param slack how many more, or fewer, say nothing, however large a share they are
 */
record Limit(Measure measure, double growth, double slack) {
    /** What is asked for. The second to last: pages that were emptied are used again only after a vacuum. */
    static final List<Limit> ALL = List.of(
            new Limit(Measure.HEAP_MIB, 0.10, 1),
            new Limit(Measure.HANDLES, 0.05, 4),
            new Limit(Measure.THREADS, 0.05, 4),
            new Limit(Measure.FLEETING, 0.10, 50),
            new Limit(Measure.MIB, 0.25, 2),
            new Limit(Measure.ENDED_PER_S, -0.10, 0));

    boolean allows(double early, double late) {
        return growth < 0
                ? late >= early * (1 + growth) - slack
                : late <= early * (1 + growth) || late - early <= slack;
    }

    /** In words. */
    String inWords() {
        var word = growth < 0 ? "at least " : "at most ";
        return word + Figure.percent(growth) + (slack == 0 ? "" : ", or by " + Figure.readable(slack));
    }
}
