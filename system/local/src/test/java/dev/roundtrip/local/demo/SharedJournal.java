package dev.roundtrip.local.demo;

import dev.roundtrip.system.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What several orchestrators have in common, looked at from outside: who owns what, who lives how long, who adopted when. */
final class SharedJournal {
    private final Database database;

    SharedJournal(Database database) {
        this.database = database;
    }

    /**
     * That a trip was taken over.
     *
     * @param at when, by the one who did
     * @param by who
     */
    record Adoption(String tripId, Instant at, String by) {}

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The time, by the clock that judges leases. */
    Instant now() {
        return one("SELECT clock_timestamp()", SharedJournal::instant);
    }

    /** The newest process of that name. */
    UUID node(Replica replica) {
        return one(
                "SELECT node_id FROM saga_node WHERE name = ? ORDER BY started_at DESC LIMIT 1",
                row -> row.getObject(1, UUID.class),
                replica.name());
    }

    /** Until when it counts as alive. */
    Instant leaseUntil(UUID node) {
        return one("SELECT lease_until FROM saga_node WHERE node_id = ?", SharedJournal::instant, node);
    }

    /** The trips of these that a process owns, ended or not. */
    Set<String> ownedBy(UUID node, Collection<String> trips) {
        return Set.copyOf(list(
                "SELECT saga_id FROM saga WHERE owner = ? AND saga_id = ANY (?)",
                row -> row.getString(1),
                node,
                ids(trips)));
    }

    /** The trips that a process has not brought to an end. */
    Set<String> unfinishedOf(UUID node) {
        return Set.copyOf(list(
                "SELECT saga_id FROM saga WHERE owner = ? AND status IN ('RUNNING', 'COMPENSATING')",
                row -> row.getString(1),
                node));
    }

    /** How many unfinished trips of a process have their flight, and are about to get the rest. */
    int halfWay(UUID node) {
        return one(
                "SELECT count(*) FROM saga JOIN saga_event USING (saga_id) WHERE owner = ? AND status = 'RUNNING'"
                        + " AND kind = 'STEP_SUCCEEDED' AND step = 'flight'",
                row -> row.getInt(1),
                node);
    }

    /** Every time that one of these trips was taken over, the first one first. */
    List<Adoption> adoptions(Collection<String> trips) {
        return list(
                "SELECT saga_id, at, message FROM saga_event WHERE kind = 'ADOPTED' AND saga_id = ANY (?) ORDER BY at",
                row -> new Adoption(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)),
                ids(trips));
    }

    /** When something first happened to a trip. */
    Instant when(String tripId, String kind) {
        return one(
                "SELECT at FROM saga_event WHERE saga_id = ? AND kind = ? ORDER BY sequence LIMIT 1",
                SharedJournal::instant,
                UUID.fromString(tripId),
                kind);
    }

    /** The ids of the trips that came of these requests: one or none of each, or the journal is broken. */
    List<String> tripsOf(Collection<String> requests) {
        return list("SELECT saga_id FROM saga WHERE request_id = ANY (?)", row -> row.getString(1), (Object)
                requests.toArray(String[]::new));
    }

    private static Object ids(Collection<String> trips) {
        return trips.stream().map(UUID::fromString).toArray(UUID[]::new);
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject(1, OffsetDateTime.class).toInstant();
    }

    private <T> T one(String sql, Reader<T> reader, Object... parameters) {
        var found = list(sql, reader, parameters);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows instead of one from: " + sql);
        }
        return found.getFirst();
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... parameters) {
        try (var connection = database.connect();
                var query = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                switch (parameters[i]) {
                    case UUID[] ids -> query.setArray(i + 1, connection.createArrayOf("uuid", ids));
                    case String[] texts -> query.setArray(i + 1, connection.createArrayOf("text", texts));
                    default -> query.setObject(i + 1, parameters[i]);
                }
            }
            var found = new ArrayList<T>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError("the journal can't be read: " + e.getMessage(), e);
        }
    }

    /** The ids of some trips' adoptions. */
    static Set<String> tripsOf(List<Adoption> adoptions) {
        return adoptions.stream().map(Adoption::tripId).collect(Collectors.toSet());
    }
}
