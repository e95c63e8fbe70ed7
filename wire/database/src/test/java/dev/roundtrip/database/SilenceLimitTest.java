package dev.roundtrip.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilenceLimitTest {
    private static final SilenceLimit LIMIT = new SilenceLimit("silence-limit", Duration.ofSeconds(1));

    private final Vertx vertx = Vertx.vertx();

    private record Input(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A black hole: the kernel accepts the connection, and nobody says a word. */
    @Test
    void whoWaitsForADatabaseThatIsSilentFromTheBeginningIsTold() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var database = new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(silent.getLocalPort())
                    .setUser("anybody")
                    .setDatabase("any");
            var pool = LIMIT.pools().create(new Input(vertx, new PoolOptions().setMaxSize(1), List.of(database)));
            var connection = pool.getConnection().toCompletionStage().toCompletableFuture();
            assertThrows(ExecutionException.class, () -> connection.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aConnectionMayStandIdleAndThenBeAtWorkAsLongAsItMay() {
        var limit = new SilenceLimit("silence-limit", Duration.ofSeconds(2));
        assertDoesNotThrow(() -> limit.check("db", Duration.ofMillis(300), 699));
        assertRefused(
                "silence-limit must be longer than db.reactive.idle-timeout, 1000 ms more, and"
                        + " db.reactive.additional-properties.statement_timeout together, which is 2000 ms, not 2000 ms.",
                limit,
                Duration.ofMillis(300),
                700);
    }

    @Test
    void withoutALimitForBothThereIsNone() {
        assertRefused(
                "db.reactive.additional-properties.statement_timeout must be between 1 and 2147483647, not 0.",
                LIMIT,
                Duration.ofMillis(300),
                0);
        assertRefused("db.reactive.idle-timeout must be between 1ms and 1d, not 0s.", LIMIT, Duration.ZERO, 1);
    }

    @Test
    void itIsNeitherShorterThanASecondNorLongerThanTenMinutes() {
        assertRefused(
                "limit must be between 1s and 600s, not 999ms.",
                new SilenceLimit("limit", Duration.ofMillis(999)),
                Duration.ofMillis(1),
                1);
        assertRefused(
                "limit must be between 1s and 600s, not 601s.",
                new SilenceLimit("limit", Duration.ofSeconds(601)),
                Duration.ofMillis(1),
                1);
    }

    private static void assertRefused(String message, SilenceLimit limit, Duration idle, int statementMillis) {
        var refused = assertThrows(InvalidSettings.class, () -> limit.check("db", idle, statementMillis));
        assertEquals(message, refused.getMessage());
    }
}
