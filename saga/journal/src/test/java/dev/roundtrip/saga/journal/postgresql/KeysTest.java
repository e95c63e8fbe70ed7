package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a database that spreads rows over nodes by their keys would make of the journal. What doesn't start with the saga id is
 * here by name, and in docs/deploy.md with the reason.
 */
class KeysTest {
    private static final Path PAGE = Path.of("../../docs/deploy.md");

    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    @Test
    void everyUniqueKeyStartsWithTheSagaIdButThoseOfRequestsAndNodes() {
        assertEquals(
                List.of(
                        "saga by saga_id: saga_pkey",
                        "saga_event by saga_id: saga_event_pkey",
                        "saga_node by node_id: saga_node_pkey",
                        "saga_request by request_id: saga_request_pkey"),
                indexes("i.indisunique"));
    }

    @Test
    void whatElseIsFoundByIsFoundOnEveryNode() {
        assertEquals(
                List.of(
                        "saga by ended_at: saga_ended",
                        "saga by owner: saga_attention",
                        "saga by owner: saga_unfinished",
                        "saga by saga_id: saga_for_operators",
                        "saga by saga_id: saga_unknown_version",
                        "saga by status: saga_by_status_and_definition",
                        "saga_request by ended_at: saga_request_ended"),
                indexes("NOT i.indisunique"));
    }

    @Test
    void noTableRefersToAnother() {
        assertEquals(
                List.of(),
                DATABASE.rows("SELECT conname FROM pg_constraint"
                        + " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"));
    }

    @Test
    void everyExceptionIsToldOf() throws IOException {
        var page = Files.readString(PAGE);
        var exceptions = DATABASE.rows("SELECT i.indexrelid::regclass FROM pg_index i"
                + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                + " WHERE i.indrelid IN ('saga'::regclass, 'saga_request'::regclass, 'saga_node'::regclass)"
                + " AND a.attname <> 'saga_id'");
        assertEquals(7, exceptions.size());
        for (var exception : exceptions) {
            assertTrue(page.contains('`' + exception + '`'), exception);
        }
    }

    private static List<String> indexes(String which) {
        return DATABASE
                .rows("SELECT format('%s by %s: %s', i.indrelid::regclass, a.attname, i.indexrelid::regclass)"
                        + " FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
                        + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                        + " WHERE t.relnamespace = current_schema()::regnamespace AND t.relname LIKE 'saga%'"
                        + " AND " + which)
                .stream()
                .sorted()
                .toList();
    }
}
