package dev.roundtrip.local.demo;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.trip.v1.TripEventType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Looks into the orchestrator's journal, also while the orchestrator is dead or paused, and without waking it. */
public final class Journal {
    private final Database database;

    Journal(Database database) {
        this.database = database;
    }

    /** Whether this was recorded of a step of the trip. */
    boolean has(String tripId, TripEventType type, String step) {
        var kind = type.name().substring("TRIP_EVENT_TYPE_".length());
        return text(
                        "SELECT kind FROM saga_event WHERE saga_id = ? AND kind = ? AND step = ?",
                        UUID.fromString(tripId),
                        kind,
                        step)
                .isPresent();
    }

    /** The status it ended with; empty as long as it has not. */
    Optional<String> end(String tripId) {
        return text(
                "SELECT status FROM saga WHERE saga_id = ? AND status IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR')",
                UUID.fromString(tripId));
    }

    /** How many trips have not ended. */
    int unfinished() {
        return number(
                "SELECT count(*) FROM saga WHERE status NOT IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR')");
    }

    /** How many trips came of a request id. */
    int tripsOf(String requestId) {
        return number("SELECT count(*) FROM saga WHERE request_id = ?", requestId);
    }

    private int number(String sql, Object... parameters) {
        return text(sql, parameters).map(Integer::parseInt).orElseThrow();
    }

    private Optional<String> text(String sql, Object... parameters) {
        try (var connection = database.connect();
                var query = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the journal can't be read: " + e.getMessage(), e);
        }
    }
}
