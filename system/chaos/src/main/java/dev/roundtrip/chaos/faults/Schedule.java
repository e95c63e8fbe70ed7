package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Round.Planned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is broken when: a pure function of the seed and of what there is to break. How long the system takes to recover
 * between two rounds is its own affair, so a run of a given length is a beginning of this sequence.
 *
 * <p>Kinds are dealt like cards: each comes once before any comes again, but for those that don't go with what is broken in
 * the same round, which go back under the deck. What takes long is in every third deck only: of four orchestrators that
 * are killed, one stays dead.
 */
public final class Schedule {
    /** The longest that clocks are set apart from the first orchestrator's, either way. */
    static final Duration MOST_SKEW = Duration.ofSeconds(10);
    /** The longest that a fault lasts, but for an orchestrator that is away for long. */
    static final Duration LONGEST = Duration.ofSeconds(26);
    /** How long that one is away at least, and at most. */
    static final Duration SHORTEST_AWAY = Recovery.PROMISED.plusSeconds(4);

    static final Duration LONGEST_AWAY = Recovery.PROMISED.plusSeconds(10);

    private static final int MOST_AT_ONCE = 3;
    private static final int TRIES = 20;
    private static final int DECKS_PER_LONG_ONE = 3;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);

    private final SplittableRandom random;
    private final Parts parts;
    private final List<Kind> kinds;
    private final List<Duration> skews;
    private final Deque<Kind> deck = new ArrayDeque<>();
    private int decks;
    private int rounds;

    /**
     * Begins at the beginning.
     *
     * @param kinds those to be dealt; at least one
     */
    public Schedule(long seed, Parts parts, Set<Kind> kinds) {
        this.parts = parts;
        // In an order that doesn't depend on the set's.
        this.kinds = Arrays.stream(Kind.values()).filter(kinds::contains).toList();
        random = new SplittableRandom(seed);
        skews = Stream.concat(
                        Stream.of(Duration.ZERO),
                        Stream.generate(() -> between(MOST_SKEW.negated(), MOST_SKEW))
                                .limit(parts.orchestrators().size() - 1L))
                .toList();
    }

    /** How far each orchestrator's clock is ahead; behind, when negative. */
    public List<Duration> skews() {
        return skews;
    }

    /** The same for people. */
    public String clocks() {
        return IntStream.range(0, skews.size())
                .mapToObj(at -> parts.orchestrators().get(at) + " " + words(skews.get(at)))
                .collect(Collectors.joining(", "));
    }

    private static String words(Duration skew) {
        return skew.isZero()
                ? "as the machine's"
                : String.format(
                        Locale.ROOT,
                        "%.1f s %s",
                        skew.abs().toMillis() / 1000.0,
                        skew.isNegative() ? "behind" : "ahead");
    }

    /** What comes next. */
    public Round next() {
        var faults = new ArrayList<Planned>();
        var broken = new HashSet<String>();
        var begin = Duration.ZERO;
        for (int left = size(); left > 0; left--) {
            var drawn = drawApartFrom(broken);
            // Where nothing is left whole that could be broken, fewer at once must do.
            if (drawn.isEmpty()) {
                break;
            }
            var fault = drawn.get();
            faults.add(new Planned(begin, fault));
            broken.addAll(fault.breaks());
            if (fault.kind().isLong()) {
                break;
            }
            // Some overlap, some begin when the one before is just over: while the system recovers from it.
            begin = begin.plus(between(Duration.ZERO, fault.lasting().plusSeconds(2)));
        }
        return new Round(++rounds, faults);
    }

    private int size() {
        return random.nextInt(100) < 60 ? 1 : random.nextInt(2, MOST_AT_ONCE + 1);
    }

    private Optional<Fault> drawApartFrom(Set<String> broken) {
        for (int tries = 0; tries < TRIES; tries++) {
            var kind = deal();
            var fault = draw(kind);
            if (broken.isEmpty() || !kind.isLong() && Collections.disjoint(fault.breaks(), broken)) {
                return Optional.of(fault);
            }
            deck.addLast(kind);
        }
        return Optional.empty();
    }

    private Kind deal() {
        while (deck.isEmpty()) {
            var cards = new ArrayList<>(kinds);
            if (decks++ % DECKS_PER_LONG_ONE != 0) {
                cards.removeIf(Kind::isLong);
            }
            Collections.shuffle(cards, new Random(random.nextLong()));
            deck.addAll(cards);
        }
        return deck.removeFirst();
    }

    private Fault draw(Kind kind) {
        return switch (kind) {
            case ORCHESTRATOR_KILLED -> new Fault.Killed(kind, one(parts.orchestrators()), between(0, 8_000));
            case ORCHESTRATOR_DEAD, ORCHESTRATOR_ASLEEP ->
                new Fault.Away(kind, one(parts.orchestrators()), between(SHORTEST_AWAY, LONGEST_AWAY));
            case PARTICIPANT_KILLED -> new Fault.Killed(kind, one(parts.participants()), between(0, 8_000));
            case POSTGRESQL_KILLED -> new Fault.PostgresKilled(between(0, 8_000));
            case ORCHESTRATOR_PAUSED ->
                new Fault.Paused(
                        kind,
                        one(parts.orchestrators()),
                        LEASE.multipliedBy(11).dividedBy(10).plus(between(0, 7_000)));
            case PARTICIPANT_PAUSED -> new Fault.Paused(kind, one(parts.participants()), between(500, 8_000));
            case LINK_CUT -> new Fault.LinkCut(one(parts.arrows()), between(100, 8_000));
            case LINK_DELAYED ->
                new Fault.LinkDelayed(
                        one(parts.arrows()), between(20, 1_500), between(0, 1_000), between(2_000, 10_000));
            case LINK_HALF_OPEN ->
                new Fault.LinkHalfOpen(one(parts.arrows()), random.nextBoolean(), shortOrPastSilence());
            case LINK_BLACK_HOLED -> new Fault.LinkBlackHoled(one(parts.arrows()), shortOrPastSilence());
            case REPLIES_LOST -> new Fault.RepliesLost(one(parts.overWhichWorkIsAskedFor()), between(500, 6_000));
            case PARTICIPANT_SLOW -> slow(one(parts.participants()));
            case CONNECTIONS_TERMINATED -> new Fault.ConnectionsTerminated(one(parts.databases()), between(500, 5_000));
            case STATEMENTS_CANCELLED -> new Fault.StatementsCancelled(one(parts.databases()), between(500, 5_000));
            case TABLES_LOCKED ->
                new Fault.TablesLocked(one(parts.databases()), LOCK_TIMEOUT.plus(between(500, 9_000)));
            case WRITES_STALLED ->
                new Fault.WritesStalled(one(parts.databases()), STATEMENT_TIMEOUT.plus(between(1_000, 6_000)));
        };
    }

    private Fault slow(String participant) {
        return new Fault.ParticipantSlow(
                participant, parts.to(participant), between(200, 4_000), between(3_000, 10_000));
    }

    /** Silence that ends soon, or one that lasts until those who wait for the database give their connections up. */
    private Duration shortOrPastSilence() {
        return random.nextInt(4) > 0 ? between(2_000, 10_000) : SILENCE_LIMIT.plus(between(1_000, 6_000));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Duration between(long fromMillis, long toMillis) {
        return Duration.ofMillis(random.nextLong(fromMillis, toMillis + 1));
    }

    private Duration between(Duration from, Duration to) {
        return between(from.toMillis(), to.toMillis());
    }
}
