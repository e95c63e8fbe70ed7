package dev.roundtrip.chaos.faults;

import java.util.ArrayList;
import java.util.List;

/** What there is to know of a run that held less than was promised. */
final class Explanation {
    /** Past these, one more teaches nothing. */
    private static final int MOST_TRIPS = 20;

    private final Outcome outcome;
    private final Timeline timeline;
    private final Histories histories;

    Explanation(Outcome outcome, Timeline timeline, Histories histories) {
        this.outcome = outcome;
        this.timeline = timeline;
        this.histories = histories;
    }

    /** Line by line; none when all was held. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (outcome.violations().isEmpty()) {
            return lines;
        }
        lines.add("What was broken, and when:");
        timeline.incidents().forEach(incident -> lines.add("  " + incident.line()));
        timeline.remarks().forEach(remark -> lines.add("  " + remark));
        outcome.violations().forEach(violation -> lines.add("VIOLATION: " + violation));
        var trips = Histories.tripsIn(outcome.violations());
        trips.stream().limit(MOST_TRIPS).forEach(trip -> lines.addAll(histories.of(trip)));
        if (trips.size() > MOST_TRIPS) {
            lines.add("and " + (trips.size() - MOST_TRIPS) + " more trips");
        }
        return lines;
    }
}
