package dev.roundtrip.participant;

import dev.roundtrip.database.DatabaseAway;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Runs {@link Expiry} for as long as the application runs, one run after the other. */
@ApplicationScoped
class ExpiryTimer {
    private static final Logger LOG = Logger.getLogger(ExpiryTimer.class);

    private final Vertx vertx;
    private final Expiry expiry;
    private final Duration interval;
    private volatile boolean stopped;
    private volatile long timer;

    ExpiryTimer(Vertx vertx, Expiry expiry, ExpirySettings settings) {
        this.vertx = vertx;
        this.expiry = expiry;
        this.interval = settings.expiryInterval();
    }

    /** The first time comes somewhere within the interval, so that processes which start together take turns. */
    void start(@Observes StartupEvent start) {
        if (!interval.isZero()) {
            runAfter(1 + ThreadLocalRandom.current().nextLong(interval.toMillis()));
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        stopped = true;
        expiry.stop();
        vertx.cancelTimer(timer);
    }

    private void runAfter(long millis) {
        if (!stopped) {
            timer = vertx.setTimer(millis, due -> run());
        }
    }

    private void run() {
        expiry.runOnce(Instant.now())
                .onFailure()
                .invoke(ExpiryTimer::tell)
                .onTermination()
                .invoke(() -> runAfter(interval.toMillis()))
                .subscribe()
                .with(rows -> {}, told -> {});
    }

    private static void tell(Throwable failure) {
        if (DatabaseAway.isBehind(failure)) {
            LOG.warnf("what has expired stays for now, the database is away: %s", failure.getMessage());
        } else {
            LOG.error("what has expired could not be deleted, the next run tries again", failure);
        }
    }
}
