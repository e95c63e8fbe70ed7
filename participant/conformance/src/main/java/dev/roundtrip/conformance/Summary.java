package dev.roundtrip.conformance;

import java.util.List;

/** How a participant fared with all rules. */
public record Summary(String service, List<Outcome> outcomes) {
    static Summary of(String service, List<Outcome> outcomes) {
        return new Summary(service, List.copyOf(outcomes));
    }

    /** How many rules it breaks. */
    public long failed() {
        return count(Outcome.Failed.class);
    }

    private long count(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    /** The last line of a run. */
    @Override
    public String toString() {
        return "conformance: service=" + service + " rules=" + outcomes.size() + " passed="
                + count(Outcome.Passed.class) + " failed=" + failed() + " skipped=" + count(Outcome.Skipped.class);
    }
}
