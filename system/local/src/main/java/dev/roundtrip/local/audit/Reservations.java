package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the three participants have recorded.
 *
 * @param active how many active reservations there are under each key that has any
 * @param ledger what the participant answered to each key it has ever seen
 */
record Reservations(Map<StepKey, Integer> active, Map<StepKey, Entry> ledger) {

    /**
     * A participant's record of one key.
     *
     * @param state RESERVED, REJECTED or CANCELLED
     * @param cancelledAt when it was first cancelled, by the participant's database
     */
    record Entry(StepKey key, String state, Optional<Instant> cancelledAt) {}

    private record Count(StepKey key, int reservations) {}

    static Reservations in(Databases databases) {
        var active = ServiceName.participants().stream()
                .flatMap(participant -> active(databases, participant).stream())
                .collect(Collectors.toMap(Count::key, Count::reservations, Integer::sum));
        var ledger = ServiceName.participants().stream()
                .flatMap(participant -> ledger(databases, participant).stream())
                .collect(Collectors.toMap(Entry::key, entry -> entry));
        return new Reservations(active, ledger);
    }

    /**
     * The step that a trip has at a participant is called what its database is. Any other is none of a trip's, wherever else there may
     * be one of that name: a participant takes whatever it is asked for, also by someone who is no orchestrator.
     */
    private static StepKey key(ServiceName participant, String saga, String step) {
        return new StepKey(saga, step.equals(participant.database()) ? step : step + " at " + participant.module());
    }

    private static List<Count> active(Databases databases, ServiceName participant) {
        var sql = "SELECT saga_id, step, count(*) FROM " + participant.database()
                + "_reservation WHERE status = 'ACTIVE' GROUP BY 1, 2";
        return Rows.of(
                databases.of(participant),
                sql,
                row -> new Count(key(participant, row.getString(1), row.getString(2)), row.getInt(3)));
    }

    private static List<Entry> ledger(Databases databases, ServiceName participant) {
        return Rows.of(
                databases.of(participant),
                "SELECT saga_id, step, state, cancelled_at FROM participant_ledger",
                row -> new Entry(
                        key(participant, row.getString(1), row.getString(2)),
                        row.getString(3),
                        Optional.ofNullable(row.getObject(4, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
    }

    boolean isActive(StepKey key) {
        return active.containsKey(key);
    }

    /** What the participant answered, if it has answered and that is no reservation, or none any more. */
    Optional<String> refusedOrCancelled(StepKey key) {
        return Optional.ofNullable(ledger.get(key)).map(Entry::state).filter(state -> !state.equals("RESERVED"));
    }

    Optional<Instant> cancelledAt(StepKey key) {
        return Optional.ofNullable(ledger.get(key)).flatMap(Entry::cancelledAt);
    }

    /** Where reservations and ledger contradict each other. */
    List<String> contradictions() {
        var unrecorded = active.keySet().stream()
                .filter(key -> !isReserved(key))
                .map(key -> key + " has an active reservation, but the ledger says " + state(key));
        var missing = ledger.keySet().stream()
                .filter(key -> isReserved(key) && !isActive(key))
                .map(key -> key + " is RESERVED in the ledger, but has no active reservation");
        var repeated = active.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> entry.getKey() + " has " + entry.getValue() + " active reservations");
        return Stream.of(unrecorded, missing, repeated).flatMap(lines -> lines).toList();
    }

    private boolean isReserved(StepKey key) {
        return state(key).equals("RESERVED");
    }

    private String state(StepKey key) {
        return Optional.ofNullable(ledger.get(key)).map(Entry::state).orElse("nothing");
    }
}
