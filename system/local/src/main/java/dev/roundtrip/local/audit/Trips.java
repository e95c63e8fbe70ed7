package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the journal says of every trip, also of those of which it has kept no more than how they ended.
 *
 * @param byId all of them
 */
record Trips(Map<String, Trip> byId) {
    private static final Set<String> STEPS = Set.of("flight", "hotel", "car");

    /**
     * One trip.
     *
     * @param status where it stands
     * @param wanted the steps that were asked for; all that there are when that is no longer kept
     * @param isKept whether its history is there; otherwise all that is known is how it ended
     * @param turnedBack whether it was to be undone
     * @param byHand the steps that an operator vouched for, each with who it was and why
     */
    record Trip(
            String id,
            String status,
            Set<String> wanted,
            boolean isKept,
            boolean turnedBack,
            Map<String, String> byHand) {
        boolean isCompleted() {
            return status.equals("COMPLETED");
        }

        boolean isCompensated() {
            return status.equals("COMPENSATED");
        }

        boolean isClosedByOperator() {
            return status.equals("CLOSED_BY_OPERATOR");
        }

        /** Whether this step of it must be reserved, as far as its participant has been heard. */
        boolean mustHave(String step) {
            return isKept && goesForward() && wanted.contains(step) && !byHand.containsKey(step);
        }

        /** Whether this step of it may be reserved. */
        boolean mayHave(String step) {
            return byHand.containsKey(step) || mayBeByHand() || (goesForward() && wanted.contains(step));
        }

        /** What operators vouched for goes with the history. */
        private boolean mayBeByHand() {
            return !isKept && isClosedByOperator();
        }

        private boolean goesForward() {
            return isCompleted() || (isClosedByOperator() && !turnedBack);
        }

        StepKey key(String step) {
            return new StepKey(id, step);
        }
    }

    private record Vouched(String tripId, String step, String by) {}

    static Trips in(Databases databases) {
        Map<String, Map<String, String>> byHand = Rows.of(
                        databases.of(ServiceName.ORCHESTRATOR),
                        // What was done by hand and then undone after all is the participant's word again.
                        """
                                SELECT saga_id, step, actor, message FROM saga_event AS done
                                WHERE kind = 'STEP_DONE_BY_HAND' AND sequence > coalesce(
                                    (SELECT sequence FROM saga_event AS turn
                                     WHERE turn.saga_id = done.saga_id AND turn.kind = 'COMPENSATION_STARTED'), 0)
                                """,
                        row -> new Vouched(
                                row.getString("saga_id"),
                                row.getString("step"),
                                row.getString("actor") + " (" + row.getString("message") + ")"))
                .stream()
                .collect(Collectors.groupingBy(Vouched::tripId, Collectors.toMap(Vouched::step, Vouched::by)));
        var kept = Rows.of(
                databases.of(ServiceName.ORCHESTRATOR),
                """
                        SELECT saga_id, status, coalesce(steps, '') AS skipped,
                               EXISTS (SELECT FROM saga_event AS turn WHERE turn.saga_id = saga.saga_id
                                       AND turn.kind = 'COMPENSATION_STARTED') AS turned_back
                        FROM saga LEFT JOIN saga_event USING (saga_id)
                        WHERE sequence = 1 OR sequence IS NULL
                        """,
                row -> new Trip(
                        row.getString("saga_id"),
                        row.getString("status"),
                        without(row.getString("skipped")),
                        true,
                        row.getBoolean("turned_back"),
                        byHand.getOrDefault(row.getString("saga_id"), Map.of())));
        var gone = Rows.of(
                databases.of(ServiceName.ORCHESTRATOR),
                """
                        SELECT saga_id, status FROM saga_request AS request
                        WHERE status IS NOT NULL
                          AND NOT EXISTS (SELECT FROM saga WHERE saga.saga_id = request.saga_id)
                        """,
                row -> new Trip(row.getString("saga_id"), row.getString("status"), STEPS, false, false, Map.of()));
        // Deleted between the two looks, a trip is in both.
        return new Trips(Stream.of(kept, gone)
                .flatMap(List::stream)
                .collect(Collectors.toMap(Trip::id, trip -> trip, (before, since) -> since)));
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
