package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Storm.Weathered;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came of a run.
 *
 * @param clocks how the orchestrators' clocks were set
 * @param trips how many the journal knows
 * @param rounds what was broken, and how long it took to recover from it
 * @param violations what was not as promised, each in words
 */
record Outcome(ChaosSettings settings, String clocks, long trips, List<Weathered> rounds, List<String> violations) {
    Outcome {
        rounds = List.copyOf(rounds);
        violations = List.copyOf(violations);
    }

    /** All that there were. */
    List<Incident> incidents() {
        return rounds.stream().flatMap(round -> round.incidents().stream()).toList();
    }

    /** Those that somebody felt: what nobody felt shows nothing. */
    List<Incident> faults() {
        return incidents().stream().filter(Incident::hasHit).toList();
    }

    /** What was seen of every orchestrator's being away for long. */
    List<Absence> absences() {
        return incidents().stream()
                .flatMap(incident -> incident.absence().stream())
                .toList();
    }

    Duration worstRecovery() {
        return Stream.concat(
                        rounds.stream().flatMap(round -> round.recovery().stream()),
                        absences().stream().map(Absence::seen))
                .map(Recovery.Seen::took)
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
                faults().size(),
                violations.size(),
                worstRecovery().toMillis() / 1000.0);
    }
}
