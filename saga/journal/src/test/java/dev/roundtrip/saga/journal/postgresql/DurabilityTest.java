package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.system.postgres.PostgresServer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    @Test
    void aServerThatMayForgetIsToldByItsSettings() {
        assertEquals(
                List.of("fsync", "synchronous_commit"), await(DATABASE.journal().durabilityGaps()));
    }

    @Test
    void whatTheConnectionSetsCountsNotWhatTheServerDoes() {
        var journal = DATABASE.journal(Map.of("synchronous_commit", "on"));
        assertEquals(List.of("fsync"), await(journal.durabilityGaps()));
    }

    @Test
    void aDurableServerHasNoGaps(@TempDir Path data) {
        try (var server = PostgresServer.durable(data, 0)) {
            var database = server.database("durable");
            var vertx = Vertx.vertx();
            var options = PgConnectOptions.fromUri(database.reactiveUrl())
                    .setUser(database.role())
                    .setPassword(database.password());
            var pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
            try {
                Journal journal = new PostgresJournal(pool, JournalDatabase.TIMEOUT);
                assertEquals(List.of(), await(journal.durabilityGaps()));
            } finally {
                pool.closeAndAwait();
                vertx.closeAndAwait();
            }
        }
    }
}
