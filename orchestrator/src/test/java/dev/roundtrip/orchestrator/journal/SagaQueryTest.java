package dev.roundtrip.orchestrator.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.system.postgres.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How PostgreSQL would find what is asked for among very many that have ended; nothing of it is kept. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class SagaQueryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final int PAGE = 51;

    /** With ids in the order of time, as they are, which is the order of the rows as well. */
    private static final String ENDED = """
            INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, created_at, ended_at)
            SELECT (lpad(to_hex(n), 12, '0') || '70008000000000000000')::uuid, 'plan ' || n, 'trip', 1, 'COMPLETED', 9,
                   '00000000-0000-4000-8000-000000000001', now(), now()
            FROM generate_series(1, %d) n""".formatted(MANY);

    @Inject
    Pool pool;

    @Test
    void whatRunsIsFoundWithoutLookingAtWhatHasEnded() {
        var unfinished = filter(Set.of(SagaStatus.RUNNING, SagaStatus.COMPENSATING), Set.of());
        assertFoundByStatus(plan(SagaQuery.of(unfinished, Optional.empty(), PAGE), "auto"));
    }

    /** Each kind of plan: with the values known, and made once for all values. */
    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void soIsAPageOfThem(String planCacheMode) {
        var unfinished = filter(Set.of(SagaStatus.RUNNING, SagaStatus.COMPENSATED), Set.of());
        var oldest = Optional.of(new UUID(1L << 16, 0));
        var newest = Optional.of(new UUID((long) MANY << 16, 0));
        assertFoundByStatus(plan(SagaQuery.of(unfinished, oldest, PAGE), planCacheMode));
        assertFoundByStatus(
                plan(SagaQuery.ofRuns("trip", Optional.of(SagaStatus.RUNNING), newest, PAGE), planCacheMode));
    }

    @Test
    void whatNeedsSomeoneHasAnIndexOfItsOwn() {
        var stuck = filter(
                Set.of(SagaStatus.RUNNING, SagaStatus.COMPENSATING),
                Set.of(SagaFilter.Flag.STUCK, SagaFilter.Flag.QUARANTINED));
        var plan = plan(SagaQuery.of(stuck, Optional.empty(), PAGE), "auto");
        assertTrue(plan.contains("saga_for_operators"), plan);
    }

    private static void assertFoundByStatus(String plan) {
        assertTrue(plan.contains("saga_by_status") || plan.contains("saga_unfinished"), plan);
        assertFalse(plan.contains("saga_pkey"), plan);
        assertFalse(plan.contains("Seq Scan on saga"), plan);
    }

    private static SagaFilter filter(Set<SagaStatus> statuses, Set<SagaFilter.Flag> flags) {
        return new SagaFilter(
                statuses, flags, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private String plan(SagaQuery query, String planCacheMode) {
        return pool.getConnection()
                .chain(connection -> connection
                        .begin()
                        .chain(transaction -> run(connection, ENDED)
                                .chain(() -> run(connection, "ANALYZE saga"))
                                .chain(() -> run(connection, "SET LOCAL plan_cache_mode = " + planCacheMode))
                                .chain(() -> explained(connection, query))
                                .eventually(transaction::rollback))
                        .eventually(connection::close))
                .await()
                .atMost(LIMIT);
    }

    private static Uni<?> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute();
    }

    private static Uni<String> explained(SqlConnection connection, SagaQuery query) {
        return connection
                .preparedQuery("EXPLAIN " + query.source())
                .execute(query.arguments())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")));
    }
}
