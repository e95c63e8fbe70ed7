package dev.roundtrip.orchestrator.engine;

import static dev.roundtrip.serving.InvalidSettings.unlessBetween;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.Retention;
import dev.roundtrip.saga.runtime.RetentionSettings;
import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Deletes trips that ended long ago for as long as the application runs, in every replica alike. */
@ApplicationScoped
public class TripRetention {
    private static final int FIRST = 1;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    @Produces
    @Singleton
    Retention retention(Journal journal, Vertx vertx, InstantSource clock, RetentionTimes times) {
        var settings = new RetentionSettings(
                times.sagas(), times.requestIds(), times.interval(), times.batch(), times.pause());
        return new Retention(journal, new VertxLoop(vertx, clock), settings, new Random());
    }

    void check(@Observes @Priority(FIRST) StartupEvent start, RetentionTimes times) {
        check(times);
    }

    /**
     * Checks how long trips are kept.
     *
     * @throws InvalidSettings naming the first setting that is out of its bounds
     */
    static void check(RetentionTimes times) {
        unlessBetween(named("sagas"), SECOND, TEN_YEARS, times.sagas());
        unlessBetween(named("request-ids"), SECOND, TEN_YEARS, times.requestIds());
        if (times.requestIds().compareTo(times.sagas()) <= 0) {
            throw new InvalidSettings(
                    "%s must be longer than %s, which is %d ms, not %d ms."
                            .formatted(
                                    named("request-ids"),
                                    named("sagas"),
                                    times.sagas().toMillis(),
                                    times.requestIds().toMillis()),
                    null);
        }
        if (!times.interval().isZero()) {
            unlessBetween(named("interval, unless it is 0s,"), SECOND, DAY, times.interval());
        }
        unlessBetween(named("batch"), 1, 10_000, times.batch());
        unlessBetween(named("pause"), Duration.ZERO, MINUTE, times.pause());
    }

    private static String named(String setting) {
        return "roundtrip.retention." + setting;
    }

    void start(@Observes StartupEvent start, Retention retention) {
        retention.start();
    }

    void stop(@Observes ShutdownEvent stop, Retention retention) {
        retention.stop();
    }
}
