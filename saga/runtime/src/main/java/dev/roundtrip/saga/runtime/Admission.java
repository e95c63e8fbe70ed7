package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Decides whether one more saga may be started, so that those that are have an end in sight: a line that is longer than what
 * can be done while its callers wait is work for nobody. How long it may be follows from what was done lately (Little's
 * law), so nobody has to know what the machine, the journal and the participants can do together. What the participants take
 * for a saga that stands in no line comes on top: refusing others would not make them faster.
 *
 * <p>Only sagas that were started here, not long ago, are counted: one that is still not decided then waits for something else
 * than its turn, a participant that is away perhaps, and is no reason to refuse others. Not for use by several threads.
 */
final class Admission {
    /** After how many times the tolerable time a saga is not taken for one that waits for its turn. */
    private static final int PATIENCE = 5;

    /** How long one that is not young any more may still stand in a line. */
    private static final Duration LONGEST_LINE = Duration.ofSeconds(60);

    private static final double NANOS_PER_SECOND = 1e9;

    private record Begun(Instant since, Optional<Firsts.First> first) {}

    private final AdmissionLimits limits;
    private final Forward time = new Forward();
    private final Pace pace = new Pace();
    private final Alone alone = new Alone();
    private final Relook relook = new Relook();
    private final Slack slack;
    /** In the order in which they were started. */
    private final Map<UUID, Begun> young = new LinkedHashMap<>();
    /** Those that were young, and may stand before others still. */
    private final Map<UUID, Begun> aged = new LinkedHashMap<>();

    private final Firsts firsts = new Firsts();

    Admission(AdmissionLimits limits) {
        this.limits = limits;
        this.slack = new Slack(limits.atOnce());
    }

    /** Whether another one may be started now, with so many in flight, whoever started those. */
    boolean admits(int inFlight, Instant clock) {
        var now = time.at(clock);
        forgetOld(now);
        if (inFlight >= limits.mostInFlight()) {
            return false;
        }
        boolean admitted = young.size() < most(now);
        if (!admitted) {
            relook.refused(pace.best(now), now);
        }
        return admitted;
    }

    /** How many more would be admitted now, with so many in flight. */
    int room(int inFlight, Instant clock) {
        var now = time.at(clock);
        forgetOld(now);
        return Math.max(0, Math.min(limits.mostInFlight() - inFlight, most(now) - young.size()));
    }

    private void forgetOld(Instant now) {
        moveThoseBornBefore(now.minus(tolerable().multipliedBy(PATIENCE)), young, aged::put);
        moveThoseBornBefore(now.minus(LONGEST_LINE), aged, (saga, begun) -> {});
    }

    private static void moveThoseBornBefore(Instant born, Map<UUID, Begun> from, BiConsumer<UUID, Begun> to) {
        for (var oldest = from.entrySet().iterator(); oldest.hasNext(); ) {
            var saga = oldest.next();
            if (saga.getValue().since().isAfter(born)) {
                return;
            }
            oldest.remove();
            to.accept(saga.getKey(), saga.getValue());
        }
    }

    /** How many young ones there may be. */
    int limit(Instant clock) {
        return most(time.at(clock));
    }

    private int most(Instant now) {
        if (relook.isOn(now)) {
            return Math.min(Slack.LEAST, limits.atOnce());
        }
        return Math.max(slack.allows(now), (int) (pace.best(now) * seconds(kept())));
    }

    /**
     * For how long work is kept in store: what one takes alone, which is a mean and may be too low, and a part of the target. A line
     * of the whole of it would end no more of them, and hold more; the rest is for what comes unevenly.
     */
    private Duration kept() {
        return alone.time()
                .multipliedBy(3)
                .dividedBy(2)
                .plus(limits.target().multipliedBy(2).dividedBy(5));
    }

    /** How long one may take: what it would take with nobody before it, and the time that it may stand in line. */
    private Duration tolerable() {
        return alone.time().plus(limits.target());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    /** One is being started. */
    void started(UUID saga, Instant clock) {
        var now = time.at(clock);
        young.put(saga, new Begun(now, firsts.started(young.size() + aged.size(), now)));
    }

    /** One has come to its end. A crowd of old ones that end together, now that they can, says nothing of new ones. */
    void ended(UUID saga, Instant clock) {
        var now = time.at(clock);
        var one = young.remove(saga);
        var old = aged.remove(saga);
        if (one != null) {
            ended(one, now);
        } else if (old != null) {
            slack.ended(Duration.between(old.since(), now), tolerable(), now);
        }
    }

    private void ended(Begun one, Instant now) {
        var took = Duration.between(one.since(), now);
        one.first().ifPresent(first -> {
            relook.took(now);
            alone.took(took, first.wasAlone(took));
        });
        pace.count(now);
        slack.ended(took, tolerable(), now);
    }

    /** One isn't carried on here any more. */
    void left(UUID saga) {
        young.remove(saga);
        aged.remove(saga);
    }
}
