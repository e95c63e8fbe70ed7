package dev.roundtrip.chaos.faults;

import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the journal says of trips, whoever may be dead. While the database is away it says nothing. */
final class Journal {
    private static final String UNFINISHED = "status IN ('RUNNING', 'COMPENSATING')";

    private final Database database;

    Journal(Database database) {
        this.database = database;
    }

    /** The trips that have not ended and that no operator has stopped for a while; empty when it can't be read. */
    Optional<List<UUID>> unfinished() {
        return ids("SELECT saga_id FROM saga WHERE " + UNFINISHED + " AND NOT paused");
    }

    /** Those of these that have still not ended. */
    Optional<List<UUID>> unfinishedOf(List<UUID> trips) {
        return ids("SELECT saga_id FROM saga WHERE saga_id = ANY (?) AND " + UNFINISHED + " AND NOT paused", (Object)
                trips.toArray(UUID[]::new));
    }

    /** Those that are neither at their end nor stuck. */
    Optional<List<UUID>> restless() {
        return ids("SELECT saga_id FROM saga WHERE " + UNFINISHED + " AND NOT stuck");
    }

    private Optional<List<UUID>> ids(String sql, Object... parameters) {
        try {
            return Optional.of(Rows.of(database, sql, row -> row.getObject(1, UUID.class), parameters));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
