package dev.roundtrip.chaos.fuzz.after;

import dev.roundtrip.chaos.fuzz.after.Traces.Key;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the databases have of sagas and of steps. */
public final class Ledgers {
    private final Databases databases;

    public Ledgers(Databases databases) {
        this.databases = databases;
    }

    /**
     * A saga's row.
     *
     * @param skipped the steps that were not asked for
     */
    record Saga(String id, String requestId, boolean ended, Set<String> skipped) {
        /** The step that a trip has at a participant is called what its database is. */
        private boolean has(Key key) {
            return key.step().equals(key.owner().database()) && !skipped.contains(key.step());
        }
    }

    /** A row of a participant's ledger. */
    record Entry(Key key, boolean reserved) {}

    Map<String, Saga> sagas() {
        return read(
                        databases.of(ServiceName.ORCHESTRATOR),
                        """
                        SELECT saga_id, request_id, ended_at IS NOT NULL, coalesce(steps, '')
                        FROM saga LEFT JOIN saga_event USING (saga_id)
                        WHERE sequence = 1 OR sequence IS NULL
                        """,
                        row -> new Saga(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                Set.of(row.getString(4).split(" "))))
                .stream()
                .collect(Collectors.toMap(Saga::id, saga -> saga));
    }

    /** Whether every saga has ended. */
    public boolean areAtRest() {
        return sagas().values().stream().allMatch(Saga::ended);
    }

    List<Entry> entries() {
        return ServiceName.participants().stream()
                .flatMap(owner -> read(
                        databases.of(owner),
                        "SELECT saga_id, step, state = 'RESERVED' FROM participant_ledger",
                        row -> new Entry(
                                new Key(owner, row.getObject(1, UUID.class), row.getString(2)), row.getBoolean(3)))
                        .stream())
                .toList();
    }

    /** Everything that is there and shouldn't be, and the other way round. */
    public List<String> unexplainedBy(Traces traces) {
        return unexplained(sagas(), entries(), traces);
    }

    static List<String> unexplained(Map<String, Saga> sagas, List<Entry> entries, Traces traces) {
        var found = new ArrayList<String>();
        sagas.values().stream()
                .filter(saga -> !traces.explain(saga.id(), saga.requestId()))
                .forEach(saga -> found.add("a trip nobody was told of: " + saga));
        entries.stream().map(Entry::key).filter(key -> !traces.explain(key)).forEach(key -> unexplained(
                        key, Optional.ofNullable(sagas.get(key.saga().toString())))
                .ifPresent(words -> found.add(words + ", refused were " + traces.refusals(key))));
        traces.acknowledgedTrips().stream()
                .filter(trip -> !sagas.containsKey(trip))
                .forEach(trip -> found.add("a trip that was acknowledged is gone: " + trip));
        var kept = entries.stream().map(Entry::key).collect(Collectors.toSet());
        traces.acknowledgedReservations().stream()
                .filter(key -> !kept.contains(key))
                .forEach(key -> found.add("a reservation that was acknowledged is gone: " + key));
        return found;
    }

    /** Of a row that no call of the fuzz's can have left. */
    private static Optional<String> unexplained(Key key, Optional<Saga> saga) {
        if (saga.isEmpty()) {
            return Optional.of("a call that was refused left a row: " + key);
        }
        return saga.get().has(key)
                ? Optional.empty()
                : Optional.of("a call that was refused left a row under a trip that has no such step: " + key);
    }

    /** The keys that hold a reservation and are of no trip. */
    public List<Key> strays() {
        var sagas = sagas().keySet();
        return entries().stream()
                .filter(Entry::reserved)
                .map(Entry::key)
                .filter(key -> !sagas.contains(key.saga().toString()))
                .toList();
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> read(Database database, String sql, Reader<T> reader) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new LocalFailure(database.name() + " can't be read: " + e.getMessage(), e);
        }
    }
}
