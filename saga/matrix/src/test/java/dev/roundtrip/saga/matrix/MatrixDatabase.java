package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.postgresql.PostgresJournal;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** The one journal that all runs of the matrix share: a real PostgreSQL, with the schema that is shipped. */
final class MatrixDatabase implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What no journal may contain, whatever stopped when; each row says in words what is wrong. */
    private static final String CONTRADICTIONS = """
            SELECT 'saga ' || saga_id || ' (' || status || ' at ' || last_sequence || ') has ' || events
                   || ' events, the last ' || last || ', and ' || ends || ' ends' AS what
            FROM saga FULL JOIN (
                SELECT saga_id, count(*) AS events, min(sequence) AS first, max(sequence) AS last,
                       count(*) FILTER (WHERE kind IN ('SAGA_COMPLETED', 'SAGA_COMPENSATED')) AS ends
                FROM saga_event GROUP BY saga_id) history USING (saga_id)
            WHERE (first = 1 AND events = last_sequence AND last = last_sequence AND ends = 1
                   AND status IN ('COMPLETED', 'COMPENSATED') AND quarantined IS NULL) IS NOT TRUE
            UNION ALL
            SELECT 'request ' || request_id || ' has become ' || count(*) || ' sagas' FROM saga
            GROUP BY request_id HAVING count(*) > 1
            """;

    private final PostgresServer server;
    private final Vertx vertx;
    private final Pool pool;
    private final Journal journal;
    private final AtomicInteger over = new AtomicInteger();

    private MatrixDatabase(PostgresServer server, Vertx vertx, Pool pool) {
        this.server = server;
        this.vertx = vertx;
        this.pool = pool;
        this.journal = new PostgresJournal(pool, TIMEOUT);
    }

    static MatrixDatabase start(int connections) {
        var server = PostgresServer.throwaway();
        var database = server.database("matrix");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.role(), database.password())
                .locations("classpath:db/journal")
                .load()
                .migrate();
        var vertx = Vertx.vertx();
        return new MatrixDatabase(server, vertx, pool(vertx, database, connections));
    }

    private static Pool pool(Vertx vertx, Database database, int connections) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(new PgConnectOptions()
                        .setHost(database.host())
                        .setPort(database.port())
                        .setDatabase(database.name())
                        .setUser(database.role())
                        .setPassword(database.password())
                        .addProperty("plan_cache_mode", "force_generic_plan")
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
    }

    Journal journal() {
        return journal;
    }

    /**
     * Forgets nodes whose run is over, so that no one's sweep has to look at them. When so many runs are over that their number has doubled,
     * PostgreSQL looks at its tables: a statement that was planned for empty ones would go on reading all of what is there now.
     */
    void forget(Collection<UUID> nodes) {
        if (Integer.bitCount(over.incrementAndGet()) == 1) {
            await(pool.query("ANALYZE saga, saga_event, saga_request, saga_node")
                    .execute());
        }
        await(pool.preparedQuery("DELETE FROM saga_node WHERE node_id = ANY ($1)")
                .execute(Tuple.of(nodes.toArray(UUID[]::new))));
    }

    /** What is wrong with the journal as a whole; empty when nothing is. */
    List<String> contradictions() {
        var found = new ArrayList<String>();
        await(pool.query(CONTRADICTIONS).execute()).forEach(row -> found.add(row.getString("what")));
        return found;
    }

    /** Changes what is recorded, behind everyone's back. */
    void meddle(String sql) {
        await(pool.query(sql).execute());
    }

    /** How many sagas there are in all. */
    long sagas() {
        return await(pool.query("SELECT count(*) FROM saga").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(TIMEOUT);
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        server.close();
    }
}
