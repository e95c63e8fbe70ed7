package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A journal that has grown fast, as statistics find it: its sagas were counted just now, its events long ago. One history is read
 * without the others all the same.
 */
class YoungJournalPlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final int SAGAS_BEFORE = 100;
    private static final int SAGAS_NOW = 3_000;
    private static final int EVENTS = 20;

    @BeforeAll
    static void growFast() {
        DATABASE.execute("ALTER TABLE saga SET (autovacuum_enabled = off)");
        DATABASE.execute("ALTER TABLE saga_event SET (autovacuum_enabled = off)");
        grow(1, SAGAS_BEFORE);
        DATABASE.execute("ANALYZE saga, saga_event");
        grow(SAGAS_BEFORE + 1, SAGAS_NOW);
        DATABASE.execute("ANALYZE saga");
    }

    private static void grow(int from, int to) {
        DATABASE.execute("WITH started AS ("
                + " INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner, created_at)"
                + " SELECT gen_random_uuid(), 'request ' || n, 'trip', 1, 'COMPENSATING', " + EVENTS
                + ", gen_random_uuid(), now() FROM generate_series(" + from + ", " + to + ") n RETURNING saga_id)"
                + " INSERT INTO saga_event (saga_id, sequence, append_id, at, kind)"
                + " SELECT saga_id, n, saga_id, now(), 'STEP_STARTED' FROM started, generate_series(1, " + EVENTS
                + ") n");
    }

    @Test
    void aSagaIsMovedWithoutTheOthers() {
        var one = DATABASE.rows("SELECT saga_id, owner FROM saga ORDER BY saga_id DESC LIMIT 1")
                .getFirst()
                .split("\\|");
        CarriedOut.asPrepared(
                        DATABASE,
                        "AS " + Statements.APPEND_ONE,
                        "('" + one[0] + "', " + EVENTS + ", '" + one[1] + "', NULL, 'COMPENSATING', " + (EVENTS + 1)
                                + ", false, false, false, NULL, '" + one[0] + "', '{" + (EVENTS + 1) + "}', '{"
                                + one[0] + "}', '{now}', '{STEP_STARTED}', '{flight}', '{1}', '{}', '{}', '{}', '{}',"
                                + " '{}', '{}', '{}')")
                .assertNoMoreRowsThan(1);
        assertEquals(
                List.of(Integer.toString(EVENTS + 1)),
                DATABASE.rows("SELECT last_sequence FROM saga WHERE saga_id = '" + one[0] + "'"));
    }

    @Test
    void aHistoryIsReadWithoutTheOthers() {
        var one = DATABASE.rows("SELECT saga_id FROM saga ORDER BY saga_id LIMIT 1")
                .getFirst();
        CarriedOut.asPrepared(DATABASE, "(uuid[]) AS " + Statements.READ, "('{" + one + "}'::uuid[])")
                .assertNoMoreRowsThan(EVENTS);
    }
}
