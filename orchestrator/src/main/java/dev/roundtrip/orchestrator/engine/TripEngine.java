package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.postgresql.PostgresJournal;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.schema.FirstConnections;
import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.arc.All;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes the engine that carries trips on, opens it when the application starts, and drains it when it stops. */
@ApplicationScoped
public class TripEngine {
    private static final Logger LOG = Logger.getLogger(TripEngine.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    /** How much longer than its drain limit a stop may take, to let others have the trips at once. */
    public static final Duration HANDOVER_LIMIT = Duration.ofSeconds(5);

    /** What day it is; the engine's own time is its loop's. */
    @Produces
    @ApplicationScoped
    InstantSource clock(OrchestratorSettings settings) {
        return ProcessClock.of(settings.engine());
    }

    @Produces
    @Singleton
    VertxLoop loop(Vertx vertx, OrchestratorSettings settings) {
        return new VertxLoop(vertx, ProcessClock.of(settings.engine()));
    }

    @Produces
    @Singleton
    Journal journal(@ReactiveDataSource("journal") Pool pool, VertxLoop loop, OrchestratorSettings settings) {
        return new PostgresJournal(pool, settings.journal().statementTimeout(), loop.timers());
    }

    /** Who has looked whether the journal's tables are there leaves a connection to the engine, which is opened next. */
    @Produces
    @Singleton
    FirstConnections first(@ReactiveDataSource("journal") Pool pool) {
        return new FirstConnections(pool);
    }

    @Produces
    @Singleton
    SagaEngine engine(
            Journal journal, VertxLoop loop, OrchestratorSettings settings, @All List<SagaBlueprint<?>> blueprints) {
        return new SagaEngine(
                journal, loop, bounds(settings), blueprints, ProcessClock.idsBy(ProcessClock.of(settings.engine())));
    }

    /**
     * The engine's part of the settings.
     *
     * @throws InvalidSettings naming the first one that is out of its bounds
     */
    static EngineSettings bounds(OrchestratorSettings settings) {
        SettingsCheck.check(settings);
        var engine = settings.engine();
        return new EngineSettings(
                engine.nodeName().orElseGet(TripEngine::hostName),
                new AdmissionLimits(
                        engine.maxInFlight(),
                        engine.startsAtOnce(),
                        engine.targetTime(),
                        settings.journal().maxLookups(),
                        settings.journal().lookupLimit()),
                engine.lease(),
                engine.sweepInterval(),
                engine.adoptionsPerSweep(),
                engine.maxUnansweredOwners(),
                engine.writeBehind(),
                settings.journal().maxBatch(),
                settings.journal().maxWrites(),
                settings.journal().writeRetryDelay(),
                engine.drainLimit());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "orchestrator";
        }
    }

    void open(@Observes StartupEvent start, SagaEngine engine) {
        engine.open().await().atMost(OPEN_LIMIT);
        LOG.info("trips are carried on");
    }

    void drain(@Observes ShutdownEvent stop, SagaEngine engine, OrchestratorSettings settings) {
        boolean handedOver = engine.drain()
                .replaceWith(true)
                .ifNoItem()
                .after(settings.engine().drainLimit().plus(HANDOVER_LIMIT))
                .recoverWithItem(false)
                .await()
                .indefinitely();
        LOG.info(
                handedOver
                        ? "trips are handed over"
                        : "stopped before the journal could be told; others wait for the lease");
    }
}
