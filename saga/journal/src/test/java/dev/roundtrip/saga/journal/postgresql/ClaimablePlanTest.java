package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep costs what is unfinished, not what has ever been finished. */
class ClaimablePlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final Pattern FULL_SCAN = Pattern.compile("Seq Scan on saga( |$)", Pattern.MULTILINE);
    /** One node's own, by the index: what is there of others is not passed over. */
    static final Pattern OF_ONE_NODE = Pattern.compile("saga_unfinished.*\\n *Index Cond: \\(owner = n\\.node_id\\)");

    private static final String NODE = "00000000-0000-4000-8000-00000000000";

    @BeforeAll
    static void aLongPastAndALittlePresent() {
        DATABASE.execute("INSERT INTO saga_node (node_id, name, knows, lease_until)"
                + " SELECT ('" + NODE + "' || n)::uuid, 'node', ARRAY['trip v1'], now() + n * interval '1 minute'"
                + " FROM generate_series(0, 3) n");
        insert(20_000, "'COMPLETED'", "now()");
        insert(200, "'RUNNING'", "NULL");
        DATABASE.execute("ANALYZE");
    }

    private static void insert(int count, String status, String endedAt) {
        DATABASE.execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,"
                + " created_at, ended_at)"
                + " SELECT gen_random_uuid(), 'request ' || n, 'trip', 1, " + status + ", 9, ('" + NODE
                + "' || n % 4)::uuid, now(), " + endedAt + " FROM generate_series(1, " + count + ") n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void sweepingReadsThePartialIndexesAndNotTheWholeTable(String mode) throws SQLException {
        var plan = DATABASE.plan(
                mode,
                "claim (uuid, text[], bigint) AS " + Statements.CLAIMABLE,
                "claim('" + UUID.randomUUID() + "', ARRAY['trip v1'], 20)");
        assertTrue(plan.contains("saga_unfinished"), plan);
        assertTrue(plan.contains("saga_attention"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void settingUnknownVersionsAsideReadsWhatIsUnfinished(String mode) throws SQLException {
        var plan = DATABASE.plan(mode, "aside (bigint) AS " + Statements.QUARANTINE_UNKNOWN_VERSIONS, "aside(20)");
        assertTrue(plan.contains("saga_unfinished"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
        assertTrue(OF_ONE_NODE.matcher(plan).find(), plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void bringingThemBackReadsThoseThatWereSetAside(String mode) throws SQLException {
        var plan = DATABASE.plan(
                mode,
                "back (text[], bigint, uuid, timestamptz, text, text, text) AS " + Statements.RELEASE_KNOWN_VERSIONS,
                "back(ARRAY['trip v1'], 20, '" + UUID.randomUUID() + "', now(), 'SAGA_RELEASED', 'sweep', 'Known.')");
        assertTrue(plan.contains("saga_unknown_version"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void lookingForOnesOwnReadsWhatIsUnfinished(String mode) throws SQLException {
        var plan = DATABASE.plan(
                mode,
                "own (uuid, uuid[], bigint) AS " + Statements.UNHELD,
                "own('" + NODE + "1', ARRAY['" + UUID.randomUUID() + "']::uuid[], 20)");
        assertTrue(plan.contains("saga_unfinished"), plan);
        assertFalse(FULL_SCAN.matcher(plan).find(), plan);
    }
}
