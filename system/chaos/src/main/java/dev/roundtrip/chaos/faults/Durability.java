package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;

/** Nothing is claimed of a database that would forget what it said it had committed. */
final class Durability {
    private Durability() {}

    /** @throws LocalFailure when a setting that durability hangs on is off */
    static void require(Database database) {
        for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            var value = show(database, setting);
            if (!value.equals("on")) {
                throw new LocalFailure(
                        "PostgreSQL has " + setting + "=" + value + ": a run would show nothing. It must be on.");
            }
        }
    }

    private static String show(Database database, String setting) {
        try {
            return Rows.of(database, "SHOW " + setting, row -> row.getString(1)).getFirst();
        } catch (SQLException e) {
            throw new LocalFailure("PostgreSQL doesn't say what " + setting + " is: " + e.getMessage(), e);
        }
    }
}
