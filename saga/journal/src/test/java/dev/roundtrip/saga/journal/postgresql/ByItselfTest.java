package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which statement a saga is written by. What it writes is the same, so nothing else would tell. */
class ByItselfTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final String WRITER = "by-itself-test";

    @Test
    void oneSagaHasStatementsOfItsOwnAndABatchHasItsOwn() {
        var journal = DATABASE.journal(Map.of("application_name", WRITER));
        var one = Sagas.start("one", NODE);
        var two = List.of(Sagas.start("first of two", NODE), Sagas.start("second of two", NODE));

        await(journal.start(List.of(one)));
        assertSent(Statements.START_ONE);
        await(journal.start(two));
        assertSent(Statements.START);
        await(journal.append(List.of(Sagas.append(one.saga(), NODE))));
        assertSent(Statements.APPEND_ONE);
        await(journal.append(
                two.stream().map(start -> Sagas.append(start.saga(), NODE)).toList()));
        assertSent(Statements.APPEND);
    }

    /** What was sent last, of which PostgreSQL keeps the beginning. */
    private static void assertSent(String statement) {
        var sent = String.join(
                "\n", DATABASE.rows("SELECT query FROM pg_stat_activity WHERE application_name = '" + WRITER + "'"));
        assertTrue(!sent.isEmpty() && statement.startsWith(sent), sent);
    }
}
