package dev.roundtrip.orchestrator.journal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.database.SilenceLimit;
import dev.roundtrip.system.postgres.PostgresServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Of a pool of one connection, as the orchestrator makes them. */
class JournalReaderTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private record Input(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @Test
    void whoReadsWaitsForAConnectionNoLongerThanThePoolLetsIt() throws Exception {
        var vertx = Vertx.vertx();
        try (var postgres = PostgresServer.throwaway()) {
            var pool = poolOfOne(vertx, postgres);
            var held = pool.getConnection().await().atMost(LIMIT);

            var reader = new JournalReader(pool);
            var told = assertThrows(
                    VertxException.class,
                    () -> reader.saga(UUID.randomUUID()).await().atMost(LIMIT));

            assertTrue(told.getMessage().startsWith("Timeout waiting for connection"), told::toString);
            held.close().await().atMost(LIMIT);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Pool poolOfOne(Vertx vertx, PostgresServer postgres) {
        var database = postgres.database("reader");
        var connection = PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.role())
                .setPassword(database.password());
        var one = new PoolOptions().setMaxSize(1).setConnectionTimeout(3).setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return Pool.newInstance(new SilenceLimit("silence-limit", Duration.ofMinutes(10))
                .pools()
                .create(new Input(vertx, one, List.of(connection))));
    }
}
