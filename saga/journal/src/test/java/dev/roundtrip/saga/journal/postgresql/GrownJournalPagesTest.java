package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A journal that has grown is written to at its end: a new saga, and a new version of one, takes no room that is left over in an old
 * page, for each such page goes into PostgreSQL's log as a whole.
 */
class GrownJournalPagesTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final int ENDED = 5_000;
    private static final int BATCHES = 20;
    private static final int BATCH = 50;

    @BeforeAll
    static void onlyByHand() {
        DATABASE.execute("ALTER TABLE saga SET (autovacuum_enabled = off)");
    }

    @Test
    void nothingNewGoesIntoOldPages() {
        grow();
        assertEquals(0, newOnesInOldPages());
    }

    /** Otherwise the rows here are of a size at which nothing would be left over for them anyway. */
    @Test
    void itWouldIfThereWereRoomLeft() {
        DATABASE.execute("ALTER TABLE saga SET (fillfactor = 80)");
        try {
            grow();
            assertTrue(newOnesInOldPages() > 0, "nothing would go into old pages");
        } finally {
            DATABASE.execute("ALTER TABLE saga SET (fillfactor = 100)");
        }
    }

    /** As trips leave it that ended in turns, one in ten of them given back; then PostgreSQL is told where there is room. */
    private static void grow() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request");
        DATABASE.execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,"
                + " created_at, ended_at) SELECT gen_random_uuid(), gen_random_uuid()::text, 'trip', 1,"
                + " CASE WHEN n % 10 = 0 THEN 'COMPENSATED' ELSE 'COMPLETED' END, 8, gen_random_uuid(), now(), now()"
                + " FROM generate_series(1, " + ENDED + ") n");
        DATABASE.execute("VACUUM saga");
    }

    private static int newOnesInOldPages() {
        // The last page may have been begun with old ones.
        var oldPages = DATABASE.rows("SELECT pg_relation_size('saga') / current_setting('block_size')::int - 1")
                .getFirst();
        for (int batch = 0; batch < BATCHES; batch++) {
            var starts = new ArrayList<Start>();
            for (int i = 0; i < BATCH; i++) {
                // As long as theirs.
                starts.add(Sagas.start(UUID.randomUUID().toString(), NODE));
            }
            await(DATABASE.journal().start(starts));
            var turned = starts.stream()
                    .map(start -> Sagas.append(start.saga(), NODE, turn()))
                    .toList();
            assertEquals(BATCH, await(DATABASE.journal().append(turned)).size());
        }
        return Integer.parseInt(
                DATABASE.rows("SELECT count(*) FROM saga WHERE status = 'COMPENSATING' AND (ctid::text::point)[0] < "
                                + oldPages)
                        .getFirst());
    }

    private static SagaEvent turn() {
        return new SagaEvent.CompensationStarted(
                Instant.parse("2026-05-01T12:00:01Z"), new Cause("car", "SOLD_OUT", "No car."), Set.of("flight"));
    }
}
