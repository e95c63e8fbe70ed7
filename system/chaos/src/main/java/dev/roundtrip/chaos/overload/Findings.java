package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found.
 *
 * @param capacity trips per second that were booked for clients who wait for their answers, before the overload
 * @param again the same afterwards
 * @param heaps at capacity, overloaded, and afterwards
 */
record Findings(
        Plan plan,
        double capacity,
        double again,
        List<Phase> phases,
        Phase overload,
        Phase afterwards,
        List<HeapReading> heaps,
        List<String> violations) {
    private static final double GOODPUT = 0.9;
    private static final double GROWTH = 0.1;
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final double CLEARLY = 0.999;
    private static final double NEARLY = 0.95;

    Findings {
        phases = List.copyOf(phases);
        heaps = List.copyOf(heaps);
        violations = List.copyOf(violations);
    }

    /** How long after the overload the rate was back; empty when it was not, as long as was looked. */
    Optional<Duration> recovery() {
        return afterwards.count().timeline().until(GOODPUT * capacity);
    }

    double goodputRatio() {
        return overload.count().timeline().rate() / capacity;
    }

    double heapGrowth() {
        return heaps.stream()
                .skip(1)
                .mapToDouble(
                        reading -> reading.heap().growthSince(heaps.getFirst().heap()))
                .max()
                .orElse(0);
    }

    /** How many times the capacity was really asked for: who makes the calls may be too slow for more. */
    double offeredRatio() {
        return overload.sentPerSecond() / capacity;
    }

    boolean held() {
        return offeredRatio() >= plan.factor() * NEARLY
                && overload.count().held() == 0
                && goodputRatio() >= GOODPUT
                && overload.count().refusedClearly() >= CLEARLY
                && heapGrowth() <= GROWTH
                && recovery().filter(time -> time.compareTo(RECOVERY) <= 0).isPresent()
                && violations.isEmpty();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "overload: capacity=%.0f offered_ratio=%.2f goodput_ratio=%.2f refused_clearly=%.4f heap_growth=%.2f recovery_s=%s violations=%d",
                capacity,
                offeredRatio(),
                goodputRatio(),
                overload.count().refusedClearly(),
                heapGrowth(),
                recovery()
                        .map(time -> String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0))
                        .orElse("never"),
                violations.size());
    }
}
