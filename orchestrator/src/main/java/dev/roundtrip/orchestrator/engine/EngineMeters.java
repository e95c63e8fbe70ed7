package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.serving.InvalidSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Figures by which replicas are added and people are called. They are looked up at intervals, never while somebody books, and
 * one that can't be looked up is NaN: unknown is not zero.
 */
@ApplicationScoped
public class EngineMeters {
    private static final Logger LOG = Logger.getLogger(EngineMeters.class);
    private static final String INTERVAL = "roundtrip.metrics.interval";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** One probe of an index per process that is gone, and a look at the few sagas that have a flag. */
    private static final String BACKLOG = """
            SELECT (SELECT extract(epoch FROM now() - min(n.lease_until))::float8
                    FROM saga_node n
                    WHERE n.lease_until <= now()
                      AND EXISTS (SELECT FROM saga s
                                  WHERE s.owner = n.node_id AND s.status IN ('RUNNING', 'COMPENSATING')
                                    AND s.quarantined IS NULL)) AS lag,
                   count(*) FILTER (WHERE stuck) AS stuck,
                   count(*) FILTER (WHERE quarantined IS NOT NULL) AS quarantined
            FROM saga WHERE stuck OR paused OR quarantined IS NOT NULL
            """;

    private final Vertx vertx;
    private final Pool journal;
    private final SagaEngine engine;
    private final Duration interval;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile double inFlight = Double.NaN;
    private volatile Backlog backlog = Backlog.UNKNOWN;
    private volatile long timer;

    /**
     * What all replicas together have not done; each tells the same.
     *
     * @param lagSeconds for how long the sagas that nobody carries on have had no owner alive, the longest of them
     */
    private record Backlog(double lagSeconds, double stuck, double quarantined) {
        static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN, Double.NaN);

        static Backlog of(Row row) {
            var lag = row.getDouble("lag");
            return new Backlog(lag == null ? 0 : lag, row.getLong("stuck"), row.getLong("quarantined"));
        }
    }

    EngineMeters(Vertx vertx, Pool journal, SagaEngine engine, OrchestratorSettings settings) {
        this.vertx = vertx;
        this.journal = journal;
        this.engine = engine;
        this.interval = settings.metrics().interval();
    }

    void start(@Observes StartupEvent start, MeterRegistry meters) {
        Gauge.builder("roundtrip.sagas.in.flight", () -> inFlight)
                .description("Sagas that this process carries on")
                .register(meters);
        Gauge.builder("roundtrip.due.work.lag", () -> backlog.lagSeconds())
                .baseUnit("seconds")
                .description(
                        "For how long sagas have waited to be adopted since their owner's lease ran out, at any process")
                .register(meters);
        Gauge.builder("roundtrip.sagas.stuck", () -> backlog.stuck())
                .description("Sagas in the journal for which what must succeed has failed for longer than is usual")
                .register(meters);
        Gauge.builder("roundtrip.sagas.quarantined", () -> backlog.quarantined())
                .description("Sagas in the journal that nobody carries on until a person has looked")
                .register(meters);
        if (!interval.isZero()) {
            InvalidSettings.unlessBetween(INTERVAL + ", unless it is 0s,", SHORTEST, LONGEST, interval);
            timer = vertx.setPeriodic(interval.toMillis(), due -> look());
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (underWay.compareAndSet(false, true)) {
            engine.countInFlight()
                    .invoke(count -> inFlight = count)
                    .chain(this::readBacklog)
                    .onTermination()
                    .invoke(() -> underWay.set(false))
                    .subscribe()
                    .with(read -> backlog = read, failure -> {
                        backlog = Backlog.UNKNOWN;
                        // That the database is away others say loudly.
                        LOG.debug("figures are unknown for now", failure);
                    });
        }
    }

    private Uni<Backlog> readBacklog() {
        return journal.query(BACKLOG)
                .execute()
                .map(rows -> Backlog.of(rows.iterator().next()));
    }
}
