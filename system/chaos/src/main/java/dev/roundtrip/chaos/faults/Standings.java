package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Rows;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where trips stand by the journal, whoever may be dead. While the database is away it says nothing, but why. Of use to
 * several threads.
 */
final class Standings {
    private static final String UNFINISHED = "status IN ('RUNNING', 'COMPENSATING')";

    private final Database database;
    private volatile String whyNot = "";

    Standings(Database database) {
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

    /** Those that have not ended and are carried on by that process, or were before it went away. */
    Optional<List<UUID>> carriedOnBy(String label) {
        return ids(
                "SELECT saga_id FROM saga JOIN saga_node ON node_id = owner WHERE " + UNFINISHED + " AND name = ?",
                label);
    }

    /** Those that are neither at their end nor stuck. */
    Optional<List<UUID>> restless() {
        return ids("SELECT saga_id FROM saga WHERE " + UNFINISHED + " AND NOT stuck");
    }

    /** Those of these that are not booked, each in words; empty when it can't be read. */
    Optional<List<String>> notBooked(Collection<UUID> trips) {
        return read(
                "SELECT told.id, coalesce(saga.status, 'nothing') FROM unnest(?) AS told (id)"
                        + " LEFT JOIN saga ON saga.saga_id = told.id WHERE saga.status IS DISTINCT FROM 'COMPLETED'",
                row -> "trip " + row.getString(1) + ", and the journal has it as " + row.getString(2),
                (Object) trips.toArray(UUID[]::new));
    }

    /** Why it could not be read, in a sentence after a space; empty when it could be the last time. */
    String whyNot() {
        return whyNot;
    }

    private Optional<List<UUID>> ids(String sql, Object... parameters) {
        return read(sql, row -> row.getObject(1, UUID.class), parameters);
    }

    private <T> Optional<List<T>> read(String sql, Rows.Reader<T> reader, Object... parameters) {
        try {
            var rows = Rows.of(database, sql, reader, parameters);
            whyNot = "";
            return Optional.of(rows);
        } catch (SQLException e) {
            whyNot = " The journal can't be read: " + e.getMessage();
            return Optional.empty();
        }
    }
}
