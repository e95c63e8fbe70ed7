package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Storm.Weathered;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param trips how many the journal knows
 * @param rounds what was broken, and how long it took to recover from it
 * @param violations what was not as promised, each in words
 */
record Outcome(ChaosSettings settings, long trips, List<Weathered> rounds, List<String> violations) {
    Outcome {
        rounds = List.copyOf(rounds);
        violations = List.copyOf(violations);
    }

    List<Incident> incidents() {
        return rounds.stream().flatMap(round -> round.incidents().stream()).toList();
    }

    Duration worstRecovery() {
        return rounds.stream()
                .map(round -> round.recovery().took())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The run's last line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "chaos: seed=%d trips=%d faults=%d violations=%d worst_recovery_s=%.1f",
                settings.seed(),
                trips,
                incidents().size(),
                violations.size(),
                worstRecovery().toMillis() / 1000.0);
    }
}
