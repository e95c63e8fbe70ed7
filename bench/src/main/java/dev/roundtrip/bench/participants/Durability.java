package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.List;

/** Whether what is committed is on disk: figures of a database that may forget are worth nothing. */
final class Durability {
    private static final List<String> MUST_BE_ON = List.of("fsync", "synchronous_commit", "full_page_writes");

    private Durability() {}

    /** @throws BenchFailure when the server says otherwise */
    static void require(Database database) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var setting : MUST_BE_ON) {
                try (var row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    if (!row.getString(1).equals("on")) {
                        throw new BenchFailure("PostgreSQL has " + setting + "=" + row.getString(1)
                                + ", so that a commit may be lost: nothing is measured with that.");
                    }
                }
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked how durable it is: " + e.getMessage(), e);
        }
    }
}
