package dev.roundtrip.chaos.load;

import dev.roundtrip.chaos.Rows;
import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.chaos.load.RecordedTrip.Reserved;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads trips from the databases, behind the services' backs, a bounded number at a time. */
final class Journal {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String PAGE = """
            SELECT saga_id, request_id, status FROM saga WHERE saga_id > ? ORDER BY saga_id LIMIT ?
            """;
    private static final String OF_IDS = "SELECT saga_id, request_id, status FROM saga WHERE saga_id = ANY (?)";
    private static final String EVENTS = """
            SELECT saga_id, sequence, at, kind, coalesce(step, ''), coalesce(attempt, 0), coalesce(steps, ''),
                   coalesce(fault, ''), coalesce(reason, ''), coalesce(message, ''), coalesce(payload, '')
            FROM saga_event WHERE saga_id = ANY (?) ORDER BY saga_id, sequence
            """;
    // How it ended is a column of releases that delete sagas.
    private static final String KEPT = """
            SELECT request_id, saga_id, to_jsonb(kept) ->> 'status' FROM saga_request AS kept WHERE request_id = ANY (?)
            """;

    private final Databases databases;

    Journal(Databases databases) {
        this.databases = databases;
    }

    /**
     * What is kept of a request id.
     *
     * @param tripId the trip that came of it
     * @param endedAs the status it ended with, when the trip itself has been deleted
     */
    record KeptRequest(String requestId, UUID tripId, Optional<String> endedAs) {}

    /**
     * What a participant's ledger says of a step.
     *
     * @param state RESERVED, REJECTED or CANCELLED
     * @param answer the first answer; empty when it was cancelled first
     */
    record LedgerRow(Forward.Key key, String state, byte[] answer) {}

    private record Summary(UUID id, String requestId, String status) {}

    private record Owned<T>(UUID id, T what) {}

    private record Part(String step, Reserved reserved) {}

    /** The trips after that one, in the order of their ids; empty at the end. */
    List<RecordedTrip> page(Optional<UUID> after, int size) {
        return complete(
                rows(databases.of(ServiceName.ORCHESTRATOR), PAGE, Journal::summary, after.orElse(BEFORE_ALL), size));
    }

    /** Those of these trips that there are. */
    List<RecordedTrip> trips(Collection<UUID> ids) {
        return complete(rows(databases.of(ServiceName.ORCHESTRATOR), OF_IDS, Journal::summary, among(ids)));
    }

    /** What is kept of these request ids. */
    List<KeptRequest> kept(Collection<String> requestIds) {
        return rows(
                databases.of(ServiceName.ORCHESTRATOR),
                KEPT,
                row -> new KeptRequest(
                        row.getString(1), row.getObject(2, UUID.class), Optional.ofNullable(row.getString(3))),
                (Object) requestIds.toArray(String[]::new));
    }

    /** What the participants' ledgers say of these trips. */
    Map<Forward.Key, LedgerRow> ledger(Collection<UUID> ids) {
        return ServiceName.participants().stream()
                .flatMap(participant -> rows(
                        databases.of(participant),
                        "SELECT saga_id, step, state, coalesce(answer, '') FROM participant_ledger"
                                + " WHERE saga_id = ANY (?)",
                        row -> new LedgerRow(
                                new Forward.Key(row.getString(1), row.getString(2)), row.getString(3), row.getBytes(4)),
                        among(ids))
                        .stream())
                .collect(Collectors.toMap(LedgerRow::key, Function.identity()));
    }

    private static Summary summary(ResultSet row) throws SQLException {
        return new Summary(row.getObject(1, UUID.class), row.getString(2), row.getString(3));
    }

    private List<RecordedTrip> complete(List<Summary> sagas) {
        var ids = sagas.stream().map(Summary::id).toList();
        var events = byTrip(rows(
                databases.of(ServiceName.ORCHESTRATOR),
                EVENTS,
                row -> new Owned<>(row.getObject(1, UUID.class), event(row)),
                among(ids)));
        Map<UUID, Map<String, Reserved>> reservations = new HashMap<>();
        for (var participant : ServiceName.participants()) {
            reservations(participant, ids).forEach(part -> reservations
                    .computeIfAbsent(part.id(), id -> new HashMap<>())
                    .put(part.what().step(), part.what().reserved()));
        }
        return sagas.stream()
                .map(saga -> new RecordedTrip(
                        saga.id(),
                        saga.requestId(),
                        saga.status(),
                        events.getOrDefault(saga.id(), List.of()),
                        reservations.getOrDefault(saga.id(), Map.of())))
                .toList();
    }

    private static <T> Map<UUID, List<T>> byTrip(List<Owned<T>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Owned::id, Collectors.mapping(Owned::what, Collectors.toList())));
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getBytes(11));
    }

    private List<Owned<Part>> reservations(ServiceName participant, Collection<UUID> ids) {
        return rows(
                databases.of(participant),
                "SELECT saga_id, step, confirmation_code, price, currency, status = 'ACTIVE' FROM "
                        + participant.database() + "_reservation WHERE saga_id = ANY (?)",
                row -> new Owned<>(
                        row.getObject(1, UUID.class),
                        new Part(
                                row.getString(2),
                                new Reserved(
                                        row.getString(3), row.getBigDecimal(4), row.getString(5), row.getBoolean(6)))),
                among(ids));
    }

    private static Object among(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static <T> List<T> rows(Database database, String sql, Rows.Reader<T> reader, Object... parameters) {
        try {
            return Rows.of(database, sql, reader, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + database.name() + " can't be read: " + e.getMessage(), e);
        }
    }
}
