package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of it, and whether it is what is promised.
 *
 * @param capacity trips per second that were booked for clients who wait for their answers, before the overload
 * @param again the same afterwards
 * @param heaps at capacity, overloaded, and afterwards
 */
record Outcome(
        Plan plan,
        double capacity,
        double again,
        List<Phase> phases,
        Phase overload,
        Phase afterwards,
        Heaps heaps,
        List<String> violations) {
    private static final double GOODPUT = 0.9;
    private static final double GROWTH = 0.1;
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final double CLEARLY = 0.999;
    private static final double NEARLY = 0.95;
    /** By how much less than it turns out to be may be taken for what it can do. */
    private static final double KNOWN = 1.25;

    private static final double MILLIS_PER_SECOND = 1000;

    /** What the heaps held: at capacity, while the overload went on, and when all was over. */
    record Heaps(HeapReading atCapacity, HeapReading overloaded, HeapReading afterwards) {
        List<HeapReading> all() {
            return List.of(atCapacity, overloaded, afterwards);
        }

        double growth() {
            return Math.max(overloaded.growthSince(atCapacity), afterwards.growthSince(atCapacity));
        }
    }

    Outcome {
        phases = List.copyOf(phases);
        violations = List.copyOf(violations);
    }

    /** How long after the overload the rate was back; empty when it was not, as long as was looked. */
    Optional<Duration> recovery() {
        return afterwards.count().when().booked().until(GOODPUT * capacity);
    }

    double goodputRatio() {
        return overload.count().when().booked().rate() / capacity;
    }

    /** How many times the capacity was really asked for: who makes the calls may be too slow for more. */
    double offeredRatio() {
        return overload.sentPerSecond() / capacity;
    }

    /** What is promised and was not held, or could not be seen, each in words. */
    List<String> unheld() {
        var unheld = new ArrayList<String>();
        var told = overload.count();
        require(
                offeredRatio() >= plan.factor() * NEARLY
                        && told.held() == 0
                        && told.refused().number() > 0,
                unheld,
                "It was no overload: %.2f times what it can do was asked for, %d calls were held back, %d refused.",
                offeredRatio(),
                told.held(),
                told.refused().number());
        require(
                again <= capacity * KNOWN,
                unheld,
                "What it can do was not known: %.0f a second before the overload, and %.0f afterwards.",
                capacity,
                again);
        require(
                goodputRatio() >= GOODPUT,
                unheld,
                "Overloaded it did %.2f of what it can do, not %.2f.",
                goodputRatio(),
                GOODPUT);
        require(
                told.refusedClearly() >= CLEARLY,
                unheld,
                "Of what it didn't do it refused %.4f clearly, not %.4f: %d were undecided, unclear: %s.",
                told.refusedClearly(),
                CLEARLY,
                told.undecided(),
                told.unclearInWords());
        require(heaps.growth() <= GROWTH, unheld, "A heap grew by %.2f, more than %.2f.", heaps.growth(), GROWTH);
        require(
                recovery().filter(time -> time.compareTo(RECOVERY) <= 0).isPresent(),
                unheld,
                "It was back at %.2f of its rate after %s s, not within %d.",
                GOODPUT,
                recoveryInWords(),
                RECOVERY.toSeconds());
        unheld.addAll(violations);
        return unheld;
    }

    private static void require(boolean held, List<String> unheld, String otherwise, Object... figures) {
        if (!held) {
            unheld.add(String.format(Locale.ROOT, otherwise, figures));
        }
    }

    boolean held() {
        return unheld().isEmpty();
    }

    private String recoveryInWords() {
        return recovery()
                .map(time -> String.format(Locale.ROOT, "%.2f", time.toMillis() / MILLIS_PER_SECOND))
                .orElse("never");
    }

    /** All of it in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "overload: capacity=%.0f again=%.0f offered_ratio=%.2f goodput_ratio=%.2f refused_clearly=%.4f heap_growth=%.2f"
                        + " heap_readings=%d recovery_s=%s violations=%d",
                capacity,
                again,
                offeredRatio(),
                goodputRatio(),
                overload.count().refusedClearly(),
                heaps.growth(),
                heaps.overloaded().rounds().size(),
                recoveryInWords(),
                violations.size());
    }
}
