package dev.roundtrip.saga.journal.postgresql;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However many sagas are without an owner, a step of their recovery reads no more of them than it is to find. */
class MassRecoveryPlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID GONE = UUID.randomUUID();
    private static final int ORPHANS = 20_000;
    private static final int STEP = 20;
    private static final int EVENTS = 5;

    @BeforeAll
    static void orphansWithHistories() {
        DATABASE.execute("INSERT INTO saga_node (node_id, name, knows, lease_until)" + " VALUES ('" + GONE
                + "', 'gone', ARRAY['trip v1'], now() - interval '1 minute')");
        DATABASE.execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,"
                + " created_at) SELECT gen_random_uuid(), 'request ' || n, 'trip', 1, 'RUNNING', " + EVENTS + ", '"
                + GONE + "', now() FROM generate_series(1, " + ORPHANS + ") n");
        DATABASE.execute("INSERT INTO saga_event (saga_id, sequence, append_id, at, kind)"
                + " SELECT saga_id, n, saga_id, now(), 'STEP_STARTED' FROM saga, generate_series(1, " + EVENTS
                + ") n");
        DATABASE.execute("ANALYZE");
    }

    @Test
    void aStepReadsNoMoreThanItIsToFind() {
        CarriedOut.asPrepared(
                        DATABASE,
                        "(uuid, text[], bigint) AS " + Statements.CLAIMABLE,
                        "('" + UUID.randomUUID() + "', ARRAY['trip v1'], " + STEP + ")")
                .assertNoMoreRowsThan(STEP);
    }

    @Test
    void theirHistoriesAreReadAndNoOthers() {
        var some = DATABASE.rows("SELECT saga_id FROM saga LIMIT " + STEP);
        CarriedOut.asPrepared(
                        DATABASE, "(uuid[]) AS " + Statements.READ, "('{" + String.join(",", some) + "}'::uuid[])")
                .assertNoMoreRowsThan(STEP * EVENTS);
    }
}
