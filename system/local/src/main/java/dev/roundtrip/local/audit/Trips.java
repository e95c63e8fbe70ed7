package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the journal says of every trip.
 *
 * @param byId all of them
 */
record Trips(Map<String, Trip> byId) {
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

    private record Started(String id, String step) {}

    static Trips in(Databases databases) {
        var journal = databases.of(ServiceName.ORCHESTRATOR);
        var steps = Rows.of(
                        journal,
                        "SELECT DISTINCT saga_id, step FROM saga_event WHERE kind = 'STEP_STARTED'",
                        row -> new Started(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.groupingBy(Started::id, Collectors.mapping(Started::step, Collectors.toSet())));
        return new Trips(Rows.of(journal, "SELECT saga_id, status FROM saga", row -> {
                    var id = row.getString(1);
                    return new Trip(id, row.getString(2), wanted(steps.getOrDefault(id, Set.of())));
                })
                .stream()
                .collect(Collectors.toMap(Trip::id, trip -> trip)));
    }

    /** No trip goes without flight and hotel; a car is wanted if one was ever asked for. */
    private static Set<String> wanted(Set<String> started) {
        return started.contains("car") ? Set.of("flight", "hotel", "car") : Set.of("flight", "hotel");
    }

    List<Trip> all() {
        return List.copyOf(byId.values());
    }
}
