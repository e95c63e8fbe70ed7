package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.database.SilenceLimit;
import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has both pools of connections, the engine's and the readers', notice when the database has fallen silent. */
@ApplicationScoped
class DatabasePools {
    private static final int FIRST = 1;
    private static final String READERS = "quarkus.datasource";
    private static final String ENGINE = "quarkus.datasource.journal";
    private static final String IDLE = ".reactive.idle-timeout";
    private static final String STATEMENT = ".reactive.additional-properties.statement_timeout";
    private static final String SIZE = ".reactive.max-size";

    @Produces
    @Singleton
    PgPoolCreator readers(OrchestratorSettings settings) {
        return silenceLimit(settings).pools();
    }

    @Produces
    @Singleton
    @ReactiveDataSource("journal")
    PgPoolCreator engine(OrchestratorSettings settings) {
        return silenceLimit(settings).pools();
    }

    /**
     * Stops a start in which a connection could be given up while the database is at work on it, or there are too few of them.
     *
     * @throws InvalidSettings saying how long a silence must be allowed, or how many connections there must be
     */
    void check(
            @Observes @Priority(FIRST) StartupEvent start,
            OrchestratorSettings settings,
            @ConfigProperty(name = READERS + IDLE) Duration readersIdle,
            @ConfigProperty(name = READERS + STATEMENT) int readersStatementMillis,
            @ConfigProperty(name = ENGINE + IDLE) Duration engineIdle,
            @ConfigProperty(name = ENGINE + STATEMENT) int engineStatementMillis,
            @ConfigProperty(name = ENGINE + SIZE) int connections) {
        silenceLimit(settings).check(READERS, readersIdle, readersStatementMillis);
        silenceLimit(settings).check(ENGINE, engineIdle, engineStatementMillis);
        SettingsCheck.checkConnections(settings.journal(), ENGINE + SIZE, connections);
    }

    private static SilenceLimit silenceLimit(OrchestratorSettings settings) {
        return new SilenceLimit(
                "roundtrip.journal.silence-limit", settings.journal().silenceLimit());
    }
}
