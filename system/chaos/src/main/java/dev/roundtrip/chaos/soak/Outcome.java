package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.load.Counts;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What came of a run.
 *
 * @param counts of the clients, at their end
 * @param violations of what clients were told, of what is in the databases, and of what participants answer to repeats
 */
record Outcome(SoakPlan plan, Recording recording, Counts counts, Deleted deleted, List<String> violations) {
    Outcome {
        violations = List.copyOf(violations);
    }

    /** Of little meaning unless the run {@link SoakPlan#isJudged is judged}. */
    Verdict verdict() {
        return Verdict.on(recording, plan.length(), DatabaseGauge::mayGrow);
    }

    boolean held() {
        return violations.isEmpty() && (!plan.isJudged() || verdict().held());
    }

    /** All of it in one line. */
    String line() {
        var verdict = verdict();
        long trips = counts.completed() + counts.compensated();
        return String.format(
                Locale.ROOT,
                "soak: minutes=%.1f trips=%d per_s=%.1f heap_growth=%s handles_growth=%s rows_growth=%s"
                        + " throughput_ratio=%s violations=%d",
                Figure.minutes(plan.length()),
                trips,
                trips / Figure.seconds(plan.length()),
                word(verdict.most(Measure.HEAP_MIB)),
                word(verdict.most(Measure.HANDLES)),
                word(verdict.most(Measure.FLEETING)),
                word(OptionalDouble.of(1 + verdict.least(Measure.ENDED_PER_S).orElse(Double.NaN))),
                violations.size());
    }

    private static String word(OptionalDouble share) {
        return share.isEmpty() || Double.isNaN(share.getAsDouble())
                ? "unknown"
                : String.format(Locale.ROOT, "%.3f", share.getAsDouble());
    }
}
