package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What came of it, and whether it is what is promised.
 *
 * @param rounds one overload each; what is said of all of them is their median
 * @param phases all there were, in their order
 * @param heaps at capacity, overloaded, and afterwards
 * @param violations what was found in the databases
 */
record Outcome(Plan plan, List<Round> rounds, List<Phase> phases, Heaps heaps, List<String> violations) {
    private static final double GROWTH = 0.1;
    private static final double CLEARLY = 0.999;
    private static final double NEARLY = 0.95;
    /** By how much less than it turns out to be may be taken for what it can do. */
    private static final double KNOWN = 1.25;

    private static final Duration NEVER = Duration.ofDays(1);
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
        rounds = List.copyOf(rounds);
        phases = List.copyOf(phases);
        violations = List.copyOf(violations);
    }

    /** Trips per second that it can do. */
    double capacity() {
        return median(Round::capacity);
    }

    /** How long after an overload the rate was back; empty when it was not, as long as was looked. */
    Optional<Duration> recovery() {
        return Optional.of(
                        Duration.ofMillis((long) median(round -> recovery(round).toMillis())))
                .filter(time -> time.compareTo(NEVER) < 0);
    }

    private Duration worstRecovery() {
        return rounds.stream().map(Outcome::recovery).max(Duration::compareTo).orElseThrow();
    }

    private static Duration recovery(Round round) {
        return round.recovery().orElse(NEVER);
    }

    double goodputRatio() {
        return median(Round::goodputRatio);
    }

    double offeredRatio() {
        return median(Round::offeredRatio);
    }

    /** Of the worst round: clear words for some callers don't make up for unclear ones for others. */
    double refusedClearly() {
        return rounds.stream()
                .mapToDouble(round -> round.overload().count().refusedClearly())
                .min()
                .orElseThrow();
    }

    private double median(ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** What is promised and was not held, or could not be seen, each in words. */
    List<String> unheld() {
        var unheld = new ArrayList<String>();
        rounds.forEach(round -> requireOverload(round, unheld));
        require(
                offeredRatio() >= plan.factor() * NEARLY,
                unheld,
                "It was no overload: %.2f times what it can do was asked for.",
                offeredRatio());
        double before = Round.settled(rounds.getFirst().before());
        double again = Round.settled(rounds.getLast().afterwards());
        require(
                again <= before * KNOWN,
                unheld,
                "What it can do was not known: %.0f a second before the overloads, and %.0f afterwards.",
                before,
                again);
        require(
                goodputRatio() >= Round.GOODPUT,
                unheld,
                "Overloaded it did %.2f of what it can do, not %.2f.",
                goodputRatio(),
                Round.GOODPUT);
        require(heaps.growth() <= GROWTH, unheld, "A heap grew by %.2f, more than %.2f.", heaps.growth(), GROWTH);
        require(
                recovery().filter(time -> time.compareTo(Round.RECOVERY) <= 0).isPresent(),
                unheld,
                "It was back at %.2f of its rate after %s s, not within %d.",
                Round.GOODPUT,
                inWords(recovery()),
                Round.RECOVERY.toSeconds());
        unheld.addAll(violations);
        return unheld;
    }

    private static void requireOverload(Round round, List<String> unheld) {
        var told = round.overload().count();
        require(
                told.held() == 0 && told.refused().number() > 0,
                unheld,
                "It was no overload: %d calls were held back, %d refused.",
                told.held(),
                told.refused().number());
        require(
                told.refusedClearly() >= CLEARLY,
                unheld,
                "Of what it didn't do it refused %.4f clearly, not %.4f: %d were undecided, unclear: %s.",
                told.refusedClearly(),
                CLEARLY,
                told.undecided(),
                told.unclearInWords());
    }

    private static void require(boolean held, List<String> unheld, String otherwise, Object... figures) {
        if (!held) {
            unheld.add(String.format(Locale.ROOT, otherwise, figures));
        }
    }

    boolean held() {
        return unheld().isEmpty();
    }

    private static String inWords(Optional<Duration> time) {
        return time.map(known -> String.format(Locale.ROOT, "%.2f", known.toMillis() / MILLIS_PER_SECOND))
                .orElse("never");
    }

    /** All of it in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "overload: rounds=%d capacity=%.0f offered_ratio=%.2f goodput_ratio=%.2f refused_clearly=%.4f heap_growth=%.2f"
                        + " heap_readings=%d recovery_s=%s worst_recovery_s=%s violations=%d",
                rounds.size(),
                capacity(),
                offeredRatio(),
                goodputRatio(),
                refusedClearly(),
                heaps.growth(),
                heaps.overloaded().rounds().size(),
                inWords(recovery()),
                inWords(Optional.of(worstRecovery()).filter(time -> time.compareTo(NEVER) < 0)),
                violations.size());
    }
}
