package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Decides whether one more saga may be started, so that those that are have an end in sight: a line that is longer than what
 * can be done while its callers wait is work for nobody. How long it may be follows from what was done lately (Little's
 * law), so nobody has to know what the machine, the journal and the participants can do together.
 *
 * <p>Only sagas that were started here, not long ago, are counted: one that is still not decided then waits for something else
 * than its turn, a participant that is away perhaps, and is no reason to refuse others. Not for use by several threads.
 */
final class Admission {
    /** After how many times the target a saga is not taken for one that waits for its turn. */
    private static final int PATIENCE = 5;

    private static final double NANOS_PER_SECOND = 1e9;

    private final AdmissionLimits limits;
    private final Pace pace = new Pace();
    private final Slack slack;
    /** In the order in which they were started. */
    private final Map<UUID, Instant> young = new LinkedHashMap<>();

    Admission(AdmissionLimits limits) {
        this.limits = limits;
        this.slack = new Slack(limits.atOnce(), limits.target());
    }

    /** Whether another one may be started now, with so many in flight, whoever started those. */
    boolean admits(int inFlight, Instant now) {
        forgetOld(now);
        return inFlight < limits.mostInFlight() && young.size() < limit(now);
    }

    private void forgetOld(Instant now) {
        var born = now.minus(limits.target().multipliedBy(PATIENCE));
        for (var oldest = young.values().iterator(); oldest.hasNext(); ) {
            if (oldest.next().isAfter(born)) {
                return;
            }
            oldest.remove();
        }
    }

    /** How many young ones there may be. */
    int limit(Instant now) {
        return Math.max(slack.allows(now), (int) (pace.best(now) * seconds(limits.target())));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    /** One is being started. */
    void started(UUID saga, Instant now) {
        young.put(saga, now);
    }

    /** One has come to its end. A crowd of old ones that end together, now that they can, says nothing of new ones. */
    void ended(UUID saga, Instant now) {
        var started = young.remove(saga);
        if (started != null) {
            pace.count(now);
            slack.ended(Duration.between(started, now), now);
        }
    }

    /** One isn't carried on here any more. */
    void left(UUID saga) {
        young.remove(saga);
    }
}
