package dev.roundtrip.participant;

import static dev.roundtrip.serving.InvalidSettings.unlessBetween;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stops a start with settings that make no sense, before anything is served. */
@ApplicationScoped
class SettingsCheck {
    private static final int FIRST = 1;
    private static final String DATASOURCE = "quarkus.datasource";
    private static final String POOL = DATASOURCE + ".reactive.max-size";
    private static final String IDLE = DATASOURCE + ".reactive.idle-timeout";
    private static final String STATEMENT = DATASOURCE + ".reactive.additional-properties.statement_timeout";

    /** The expiry of the ledger, the planner's statistics and the readiness check, which stand in no line of ours. */
    private static final int BESIDE_CALLS = 3;

    private static final int MANY = 1_000_000;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    void check(
            @Observes @Priority(FIRST) StartupEvent start,
            ParticipantSettings settings,
            ExpirySettings expiry,
            @ConfigProperty(name = POOL) int connections,
            @ConfigProperty(name = IDLE) Duration idleTimeout,
            @ConfigProperty(name = STATEMENT) int statementMillis) {
        check(settings);
        check(expiry);
        checkConnections(settings, connections);
        checkSilence(settings, idleTimeout, statementMillis);
    }

    /**
     * Checks what all participants share.
     *
     * @throws InvalidSettings naming the first setting that is out of its bounds
     */
    static void check(ParticipantSettings settings) {
        unlessBetween(named("tombstone-retention"), MINUTE, TEN_YEARS, settings.tombstoneRetention());
        unlessBetween(named("tills"), 1, 1000, settings.tills());
        unlessBetween(named("max-batch"), 1, 1000, settings.maxBatch());
        unlessBetween(named("batch-lock-timeout"), MILLISECOND, MINUTE, settings.batchLockTimeout());
        unlessBetween(named("max-waiting-reserves"), 1, MANY, settings.maxWaitingReserves());
        unlessBetween(named("max-wait"), MILLISECOND, MINUTE, settings.maxWait());
        unlessBetween(named("cancel-tills"), 1, 1000, settings.cancelTills());
        unlessBetween(named("max-waiting-cancels"), 1, MANY, settings.maxWaitingCancels());
        unlessBetween(named("concurrent-reads"), 1, 1000, settings.concurrentReads());
        unlessBetween(named("max-reads"), 1, MANY, settings.maxReads());
        DatabasePool.silenceLimit(settings).check();
    }

    /**
     * Checks how the ledger is kept small.
     *
     * @throws InvalidSettings naming the first setting that is out of its bounds
     */
    static void check(ExpirySettings expiry) {
        if (!expiry.expiryInterval().isZero()) {
            unlessBetween(
                    named("expiry-interval, unless it is 0s,"), Duration.ofSeconds(1), DAY, expiry.expiryInterval());
        }
        unlessBetween(named("expiry-batch"), 1, 10_000, expiry.expiryBatch());
        unlessBetween(named("expiry-pause"), Duration.ZERO, MINUTE, expiry.expiryPause());
        unlessBetween(named("expiry-margin"), MINUTE, TEN_YEARS, expiry.expiryMargin());
    }

    /**
     * Checks that everyone who may be at work has a connection: who had none would wait for one in a queue without a bound.
     *
     * @throws InvalidSettings saying how many there must be
     */
    static void checkConnections(ParticipantSettings settings, int connections) {
        var atWork = settings.tills() + settings.cancelTills() + settings.concurrentReads() + BESIDE_CALLS;
        if (connections < atWork) {
            throw new InvalidSettings(
                    "%s must be at least %d, which is %s, %s and %s together and %d more, not %d."
                            .formatted(
                                    POOL,
                                    atWork,
                                    named("tills"),
                                    named("cancel-tills"),
                                    named("concurrent-reads"),
                                    BESIDE_CALLS,
                                    connections),
                    null);
        }
    }

    /**
     * Checks that a connection isn't given up while the database is at work on it.
     *
     * @param statementMillis the time limit of a statement
     * @throws InvalidSettings saying how long a silence must be allowed
     */
    static void checkSilence(ParticipantSettings settings, Duration idleTimeout, int statementMillis) {
        DatabasePool.silenceLimit(settings).check(DATASOURCE, idleTimeout, statementMillis);
    }

    private static String named(String setting) {
        return "roundtrip.participant." + setting;
    }
}
