package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.stage.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much is measured, of whom, and for how long.
 *
 * @param contenders who takes part
 * @param rounds how often everything is measured
 * @param concurrencies how many callers there are at once
 * @param warmUp what each contender does before the first round, again and again until it gets no faster
 * @param mostWarmUps how often at the most
 * @param look one measurement
 * @param shares at which parts of what each does at its best trips are offered at a rate of their own
 * @param openRounds how often that is measured
 * @param limit how long a run may take at the most
 */
public record Plan(
        List<String> contenders,
        int rounds,
        List<Integer> concurrencies,
        Look warmUp,
        int mostWarmUps,
        Look look,
        List<Double> shares,
        int openRounds,
        Duration limit) {
    /** The environment variables that have less measured, for who changes something and wants to see what it gives. */
    static final String CONTENDERS_SETTING = "CONTENDERS";

    static final String CONCURRENCY_SETTING = "CONCURRENCY";

    /** So many at once an orchestrator takes that has had nothing to do; from others it hears when to come back. */
    private static final int CROWD = 128;

    private static final Duration BACK_AGAIN = Duration.ofMillis(3500);
    /** For so long it surely knows what it could do. */
    private static final Duration REMEMBERED = Duration.ofSeconds(8);

    public Plan {
        contenders = List.copyOf(contenders);
        concurrencies = List.copyOf(concurrencies);
        shares = List.copyOf(shares);
    }

    /** The one whose figures are kept. */
    static Plan full() {
        return new Plan(
                Names.ALL,
                5,
                List.of(1, 16, 64, 256),
                look(0, 1000),
                25,
                look(500, 2500),
                List.of(0.25, 0.5, 0.75),
                3,
                Duration.ofMinutes(30));
    }

    /** To see what a change brings about. */
    static Plan quick() {
        return new Plan(
                Names.ALL,
                3,
                List.of(1, 64, 256),
                look(0, 1000),
                8,
                look(200, 1100),
                List.of(0.5),
                1,
                Duration.ofSeconds(270));
    }

    /** For engines whose journals differ. */
    public static Plan growth() {
        return new Plan(
                List.of(Names.ENGINE, Names.GROWN),
                9,
                List.of(1, 64),
                look(0, 1000),
                25,
                look(500, 2500),
                List.of(),
                1,
                Duration.ofMinutes(30));
    }

    /** The same, shorter. */
    public static Plan quickGrowth() {
        return new Plan(
                List.of(Names.ENGINE, Names.GROWN),
                3,
                List.of(1, 64),
                look(0, 1000),
                8,
                look(200, 1100),
                List.of(),
                1,
                Duration.ofMinutes(5));
    }

    /** For two engines on one journal and one by itself, where each of them has enough to do. */
    public static Plan replicas() {
        return new Plan(
                List.of(Names.ENGINE, Names.TWO_ENGINES),
                9,
                List.of(64, 256),
                look(0, 1000),
                25,
                look(500, 2500),
                List.of(),
                0,
                Duration.ofMinutes(30));
    }

    /** The same, shorter. */
    public static Plan quickReplicas() {
        return new Plan(
                List.of(Names.ENGINE, Names.TWO_ENGINES),
                3,
                List.of(64, 256),
                look(0, 1000),
                8,
                look(200, 1100),
                List.of(),
                0,
                Duration.ofMinutes(5));
    }

    /** For a look at where an engine's processor time goes, once each way. */
    public static Plan profile() {
        return new Plan(
                List.of(Names.ENGINE),
                1,
                List.of(256),
                look(0, 1000),
                25,
                look(2000, 20_000),
                List.of(),
                0,
                Duration.ofMinutes(10));
    }

    /** The same, shorter. */
    public static Plan quickProfile() {
        return new Plan(
                List.of(Names.ENGINE),
                1,
                List.of(256),
                look(0, 1000),
                6,
                look(1000, 4000),
                List.of(),
                0,
                Duration.ofMinutes(2));
    }

    /** To see that it works. */
    public static Plan smoke(List<String> contenders) {
        return new Plan(
                contenders, 1, List.of(8), look(0, 200), 3, look(100, 500), List.of(0.5), 1, Duration.ofMinutes(3));
    }

    /** The same for other contenders or numbers of callers, where the environment asks for that. */
    public Plan narrowedBy(Map<String, String> settings) {
        var who = words(settings, CONTENDERS_SETTING);
        who.filter(name -> !Names.isKnown(name)).findFirst().ifPresent(unknown -> {
            throw new BenchFailure(CONTENDERS_SETTING + " are some of " + String.join(",", Names.ALL) + ", and "
                    + unknown + " is none.");
        });
        var names = words(settings, CONTENDERS_SETTING).toList();
        var callers = words(settings, CONCURRENCY_SETTING).map(Plan::callers).toList();
        return new Plan(
                names.isEmpty() ? contenders : names,
                rounds,
                callers.isEmpty() ? concurrencies : callers,
                warmUp,
                mostWarmUps,
                look,
                shares,
                openRounds,
                limit);
    }

    /**
     * One measurement with so many callers. What is measured is what can be done with all of them; so with a crowd it begins when those
     * are back who were told to come back, unless the turns of the others are so short that nobody is.
     */
    Look lookAt(int callers) {
        var turns = look.runUp().plus(look.window()).multipliedBy(contenders.size());
        return callers > CROWD && turns.compareTo(REMEMBERED) > 0 ? new Look(BACK_AGAIN, look.window()) : look;
    }

    /** Whether nobody is left out: there is something to be compared with in every question. */
    boolean isOfEveryone() {
        return contenders.equals(Names.ALL);
    }

    private static Stream<String> words(Map<String, String> settings, String name) {
        return Stream.of(settings.getOrDefault(name, "").split("[, ]+")).filter(word -> !word.isEmpty());
    }

    private static int callers(String word) {
        if (!word.matches("[1-9][0-9]{0,3}")) {
            throw new BenchFailure(CONCURRENCY_SETTING + " are numbers of callers from 1 to 9999, such as 1,64, and "
                    + word + " is none.");
        }
        return Integer.parseInt(word);
    }

    private static Look look(long runUpMillis, long windowMillis) {
        return new Look(Duration.ofMillis(runUpMillis), Duration.ofMillis(windowMillis));
    }
}
