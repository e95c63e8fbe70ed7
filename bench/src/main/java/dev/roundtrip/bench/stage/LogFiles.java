package dev.roundtrip.bench.stage;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The files of PostgreSQL's write-ahead log. A new server has none but the first, and everyone who commits waits whenever the next one
 * has to be made: it is filled with zeros and flushed, some 50 ms for 16 MB where that was looked at, once a second under load. One
 * that has run for a while uses those again that its checkpoints have set free.
 */
final class LogFiles {
    /** About what all contenders write in a run together, of 16 MB each. */
    private static final int IN_STOCK = 192;

    private LogFiles() {}

    /** Makes as many as a server that has run for a while has, so that nobody is measured while one is made. */
    static void stockUp(Connection superuser) throws SQLException {
        try (var statement = superuser.createStatement()) {
            for (int made = 0; made < IN_STOCK; made++) {
                // A file in which nothing was written yet isn't left.
                statement.execute("SELECT pg_logical_emit_message(false, 'roundtrip', ''), pg_switch_wal()");
            }
            statement.execute("CHECKPOINT");
        }
    }
}
