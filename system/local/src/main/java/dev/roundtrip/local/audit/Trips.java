package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the journal says of every trip.
 *
 * @param byId all of them
 */
record Trips(Map<String, Trip> byId) {
    private static final Set<String> STEPS = Set.of("flight", "hotel", "car");

    /**
     * One trip.
     *
     * @param status where it stands
     * @param wanted the steps that were asked for
     */
    record Trip(String id, String status, Set<String> wanted) {
        boolean isCompleted() {
            return status.equals("COMPLETED");
        }

        boolean isCompensated() {
            return status.equals("COMPENSATED");
        }

        StepKey key(String step) {
            return new StepKey(id, step);
        }
    }

    static Trips in(Databases databases) {
        return new Trips(Rows.of(
                        databases.of(ServiceName.ORCHESTRATOR),
                        """
                                SELECT saga_id, status, coalesce(steps, '') AS skipped
                                FROM saga LEFT JOIN saga_event USING (saga_id)
                                WHERE sequence = 1 OR sequence IS NULL
                                """,
                        row -> new Trip(
                                row.getString("saga_id"), row.getString("status"), without(row.getString("skipped"))))
                .stream()
                .collect(Collectors.toMap(Trip::id, trip -> trip)));
    }

    private static Set<String> without(String skipped) {
        var left = new TreeSet<>(STEPS);
        left.removeAll(List.of(skipped.split(" ")));
        return left;
    }

    List<Trip> all() {
        return List.copyOf(byId.values());
    }
}
