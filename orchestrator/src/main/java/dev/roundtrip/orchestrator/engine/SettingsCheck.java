package dev.roundtrip.orchestrator.engine;

import static dev.roundtrip.serving.InvalidSettings.unlessBetween;

import dev.roundtrip.serving.InvalidSettings;
import java.time.Duration;

/**
 * The bounds of what can be set. Those of the retention, the metrics' interval, the clock's offset and the silence limit are checked
 * where they are used.
 */
final class SettingsCheck {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The lease, whoever looks something up, and a start and an append that are written apart from the others. */
    private static final int BESIDE_WRITES_AND_LOOKUPS = 4;

    private SettingsCheck() {}

    /**
     * Lets settings pass that make sense.
     *
     * @throws InvalidSettings naming the first one that is out of its bounds
     */
    static void check(OrchestratorSettings settings) {
        check(settings.engine());
        check(settings.journal());
        check(settings.api());
    }

    /**
     * Checks that who writes to the journal, and who asks it, doesn't wait for a connection.
     *
     * @param pool the setting that says how many there are
     * @throws InvalidSettings saying how many there must be
     */
    static void checkConnections(OrchestratorSettings.Journal journal, String pool, int connections) {
        int atWork = 2 * journal.maxWrites() + journal.maxLookups() + BESIDE_WRITES_AND_LOOKUPS;
        if (connections < atWork) {
            throw new InvalidSettings(
                    ("%s must be at least %d, which is twice roundtrip.journal.max-writes, roundtrip.journal.max-lookups and %d more,"
                                    + " not %d.")
                            .formatted(pool, atWork, BESIDE_WRITES_AND_LOOKUPS, connections),
                    null);
        }
    }

    private static void check(OrchestratorSettings.Engine engine) {
        engine.nodeName().filter(String::isBlank).ifPresent(blank -> {
            throw new InvalidSettings("roundtrip.engine.node-name must not be blank.", null);
        });
        unlessBetween("roundtrip.engine.max-in-flight", 1, 100_000_000, engine.maxInFlight());
        unlessBetween("roundtrip.engine.starts-at-once", 1, 100_000_000, engine.startsAtOnce());
        unlessBetween("roundtrip.engine.target-time", MILLISECOND, HOUR, engine.targetTime());
        unlessBetween("roundtrip.engine.lease", Duration.ofMillis(100), HOUR, engine.lease());
        unlessBetween("roundtrip.engine.sweep-interval", Duration.ofMillis(10), HOUR, engine.sweepInterval());
        unlessBetween("roundtrip.engine.adoptions-per-sweep", 1, 100_000, engine.adoptionsPerSweep());
        unlessBetween("roundtrip.engine.max-unanswered-owners", 1, 1_000, engine.maxUnansweredOwners());
        unlessBetween("roundtrip.engine.write-behind", Duration.ZERO, Duration.ofMillis(50), engine.writeBehind());
        unlessBetween("roundtrip.engine.drain-limit", Duration.ZERO, HOUR, engine.drainLimit());
    }

    private static void check(OrchestratorSettings.Journal journal) {
        unlessBetween("roundtrip.journal.max-batch", 1, 10_000, journal.maxBatch());
        unlessBetween("roundtrip.journal.max-writes", 1, 100, journal.maxWrites());
        unlessBetween("roundtrip.journal.max-lookups", 1, 100, journal.maxLookups());
        unlessBetween("roundtrip.journal.lookup-limit", MILLISECOND, TEN_MINUTES, journal.lookupLimit());
        unlessBetween("roundtrip.journal.write-retry-delay", MILLISECOND, MINUTE, journal.writeRetryDelay());
        unlessBetween("roundtrip.journal.statement-timeout", MILLISECOND, TEN_MINUTES, journal.statementTimeout());
    }

    private static void check(OrchestratorSettings.Api api) {
        unlessBetween("roundtrip.api.max-wait", MILLISECOND, HOUR, api.maxWait());
        unlessBetween("roundtrip.api.deadline-margin", MILLISECOND, MINUTE, api.deadlineMargin());
        unlessBetween("roundtrip.api.commit-limit", MILLISECOND, TEN_MINUTES, api.commitLimit());
        unlessBetween("roundtrip.api.max-watchers", 1, 1_000_000, api.maxWatchers());
        unlessBetween("roundtrip.api.poll-interval", MILLISECOND, MINUTE, api.pollInterval());
    }
}
