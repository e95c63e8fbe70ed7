package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Ending;
import dev.roundtrip.saga.journal.EventRow;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The journal on PostgreSQL 14 or newer, over the schema in {@code db/journal}. Every write is one statement that
 * commits by itself: no transaction is ever left open, and none spans a remote call.
 *
 * <p>The connections' {@code lock_timeout} and {@code statement_timeout} should be less than the time-out given here: when the
 * database gives up, it is known that nothing was written, and what was written together is tried apart.
 */
public final class PostgresJournal implements Journal {
    private static final String DATA_EXCEPTION = "22";
    private static final String CONSTRAINT_VIOLATION = "23";
    private static final String LIMIT_EXCEEDED = "54";
    /** A lock wasn't had in time, a statement wasn't done in time, a deadlock: of one row, or of very many. */
    private static final Set<String> GAVE_UP = Set.of("55P03", "57014", "40P01");

    private final Pool pool;

    private final Duration timeout;
    private final ScheduledExecutorService timers;

    /**
     * Uses {@code pool}, which stays the caller's to close.
     *
     * @param timeout how long a statement may take, the wait for a connection included, before the journal counts as away
     */
    public PostgresJournal(Pool pool, Duration timeout) {
        this(pool, timeout, Infrastructure.getDefaultWorkerPool());
    }

    /**
     * The same for who has a better place for its timers. There is one for each statement, and nearly all of them are cancelled:
     * an event loop's are gone then, others' may be kept until they are due, each time with a thread that wakes up for nothing.
     *
     * @param timers where a statement's time runs out; stays the caller's
     */
    public PostgresJournal(Pool pool, Duration timeout, ScheduledExecutorService timers) {
        this.pool = pool;
        this.timeout = timeout;
        this.timers = timers;
    }

    @Override
    public Uni<List<StartResult>> start(List<Start> starts) {
        return results(starts).map(results -> starts.stream()
                .map(start -> results.get(start.saga().id()))
                .toList());
    }

    private Uni<Map<UUID, StartResult>> results(List<Start> starts) {
        if (starts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return written(SagaColumns.OF_STARTS, starts, Statements.START_ONE, Statements.START)
                .chain(ids -> {
                    var results = new HashMap<UUID, StartResult>();
                    ids.forEach(sagaId -> results.put(sagaId, new StartResult.Accepted()));
                    var refused = starts.stream()
                            .filter(start -> !results.containsKey(start.saga().id()))
                            .toList();
                    return findRequests(refused.stream().map(Start::requestId).toList())
                            .chain(requests -> {
                                refused.stream()
                                        .filter(start -> requests.containsKey(start.requestId()))
                                        .forEach(start -> results.put(
                                                start.saga().id(),
                                                new StartResult.AlreadyKnown(requests.get(start.requestId()))));
                                return withVanished(refused, requests.keySet(), results);
                            });
                });
    }

    /** A request id that was in the way, and is deleted by the time one looks whose it is, is free. */
    private Uni<Map<UUID, StartResult>> withVanished(
            List<Start> refused, Set<String> found, Map<UUID, StartResult> results) {
        var vanished = refused.stream()
                .filter(start -> !found.contains(start.requestId()))
                .toList();
        return results(vanished).map(more -> {
            results.putAll(more);
            return results;
        });
    }

    @Override
    public Uni<Map<String, KnownRequest>> findRequests(Collection<String> requestIds) {
        if (requestIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var arguments = Tuple.of(requestIds.toArray(String[]::new));
        return query(Statements.FIND_REQUESTS, arguments).map(rows -> {
            var found = new HashMap<String, KnownRequest>();
            rows.forEach(row -> found.put(row.getString("request_id"), request(row)));
            return found;
        });
    }

    private static KnownRequest request(Row row) {
        return new KnownRequest(
                row.getUUID("saga_id"),
                Payload.of(row.getBuffer("fingerprint").getBytes()),
                Optional.ofNullable(row.getString("status"))
                        .map(status -> new Ending(
                                SagaStatus.valueOf(status),
                                row.getOffsetDateTime("ended_at").toInstant())));
    }

    @Override
    public Uni<Set<UUID>> append(List<Append> appends) {
        if (appends.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return written(SagaColumns.OF_APPENDS, appends, Statements.APPEND_ONE, Statements.APPEND);
    }

    /** The ids of those that were; by {@code one} if there is no other. */
    private <T> Uni<Set<UUID>> written(SagaColumns<T> columns, List<T> sagas, String one, String many) {
        if (sagas.size() > 1) {
            return query(many, columns.ofBatch(sagas)).map(PostgresJournal::ids);
        }
        var saga = sagas.getFirst();
        return query(one, columns.ofOne(saga))
                .map(recorded -> recorded.rowCount() == 0 ? Set.of() : Set.of(columns.idOf(saga)));
    }

    @Override
    public Uni<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds) {
        if (sagaIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        // One statement, so the rows and the events are of one snapshot.
        return query(Statements.READ, Tuple.of(sagaIds.toArray(UUID[]::new))).map(rows -> {
            var sagas = new HashMap<UUID, SagaRow>();
            var events = new HashMap<UUID, List<RecordedEvent>>();
            for (var row : rows) {
                var id = row.getUUID("saga_id");
                sagas.computeIfAbsent(id, first -> sagaRow(row));
                events.computeIfAbsent(id, first -> new ArrayList<>()).add(EventColumns.recorded(row));
            }
            var found = new HashMap<UUID, Chronicle>();
            sagas.forEach((id, saga) -> found.put(id, new Chronicle(saga, events.get(id))));
            return found;
        });
    }

    @Override
    public Uni<Map<UUID, SagaRow>> rows(Collection<UUID> sagaIds) {
        if (sagaIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return query(Statements.ROWS, Tuple.of(sagaIds.toArray(UUID[]::new))).map(rows -> {
            var found = new HashMap<UUID, SagaRow>();
            rows.forEach(row -> found.put(row.getUUID("saga_id"), sagaRow(row)));
            return found;
        });
    }

    @Override
    public Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
        return query(Statements.CLAIMABLE, Tuple.of(node, names(knows), limit)).map(PostgresJournal::sagaRows);
    }

    @Override
    public Uni<List<SagaRow>> unheld(UUID node, Collection<UUID> held, int limit) {
        return query(Statements.UNHELD, Tuple.of(node, held.toArray(UUID[]::new), limit))
                .map(PostgresJournal::sagaRows);
    }

    private static List<SagaRow> sagaRows(RowSet<Row> rows) {
        var found = new ArrayList<SagaRow>();
        rows.forEach(row -> found.add(sagaRow(row)));
        return found;
    }

    @Override
    public Uni<Void> quarantine(UUID sagaId, long sequence, String why) {
        return query(Statements.QUARANTINE, Tuple.of(sagaId, sequence, why)).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> release(UUID sagaId, long sequence, UUID appendId, SagaEvent.SagaReleased event) {
        var row = EventRow.of(event);
        var arguments = Tuple.from(List.of(
                sagaId, sequence, appendId, SagaColumns.time(row.at()), row.kind(), row.actor(), row.message()));
        return query(Statements.RELEASE_FROM_QUARANTINE, arguments).map(rows -> rows.size() == 1);
    }

    @Override
    public Uni<Set<UUID>> quarantineUnknownVersions(int limit) {
        return query(Statements.QUARANTINE_UNKNOWN_VERSIONS, Tuple.of(limit)).map(PostgresJournal::ids);
    }

    @Override
    public Uni<Set<UUID>> releaseKnownVersions(
            Collection<DefinitionVersion> knows, int limit, UUID appendId, SagaEvent.SagaReleased event) {
        var row = EventRow.of(event);
        var arguments = Tuple.from(List.of(
                names(knows), limit, appendId, SagaColumns.time(row.at()), row.kind(), row.actor(), row.message()));
        return query(Statements.RELEASE_KNOWN_VERSIONS, arguments).map(PostgresJournal::ids);
    }

    @Override
    public Uni<Void> forgetNodes() {
        return query(Statements.FORGET_NODES, Tuple.tuple()).replaceWithVoid();
    }

    @Override
    public Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
        return query(Statements.RENEW, Tuple.of(node, name, names(knows), lease.toMillis()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> release(UUID node) {
        return query(Statements.RELEASE, Tuple.of(node)).replaceWithVoid();
    }

    @Override
    public Uni<Deleted> deleteEnded(Duration age, Instant from, int limit) {
        return delete(Statements.DELETE_ENDED, age, from, limit);
    }

    @Override
    public Uni<Deleted> deleteRequests(Duration age, Instant from, int limit) {
        return delete(Statements.DELETE_REQUESTS, age, from, limit);
    }

    private Uni<Deleted> delete(String sql, Duration age, Instant from, int limit) {
        return query(sql, Tuple.of(age.toMillis(), SagaColumns.time(from), limit))
                .map(rows -> {
                    var row = rows.iterator().next();
                    int count = row.getInteger("count");
                    return new Deleted(
                            count,
                            count == 0 ? from : row.getOffsetDateTime("last").toInstant());
                });
    }

    @Override
    public Uni<List<String>> durabilityGaps() {
        return query(Statements.DURABILITY_GAPS, Tuple.tuple()).map(rows -> {
            var gaps = new ArrayList<String>();
            rows.forEach(row -> gaps.add(row.getString("name")));
            return gaps;
        });
    }

    private Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(timeout)
                .on(timers)
                .fail()
                .onFailure()
                .transform(PostgresJournal::explained);
    }

    /**
     * Only a verdict on what was to be written is held against it. Whatever else goes wrong, a login that is refused as
     * much as a connection that is lost, is the journal's own trouble, and passes.
     */
    private static Throwable explained(Throwable failure) {
        var state = failure instanceof DatabaseException refused ? refused.getSqlState() : null;
        if (isAboutTheData(state)) {
            return failure;
        }
        return state != null && GAVE_UP.contains(state)
                ? JournalUnavailable.perhapsForOneOfMany(
                        "The journal gave up what it was to do: " + failure.getMessage(), failure)
                : new JournalUnavailable("The journal can't be written or read now: " + failure.getMessage(), failure);
    }

    private static boolean isAboutTheData(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith(DATA_EXCEPTION)
                        || sqlState.startsWith(CONSTRAINT_VIOLATION)
                        || sqlState.startsWith(LIMIT_EXCEEDED));
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        var ids = new HashSet<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("saga_id")));
        return ids;
    }

    private static String[] names(Collection<DefinitionVersion> versions) {
        return versions.stream().map(DefinitionVersion::toString).toArray(String[]::new);
    }

    private static SagaRow sagaRow(Row row) {
        return new SagaRow(
                row.getUUID("saga_id"),
                row.getString("request_id"),
                new DefinitionVersion(row.getString("definition"), row.getInteger("version")),
                SagaStatus.valueOf(row.getString("status")),
                row.getLong("last_sequence"),
                row.getUUID("owner"),
                Optional.ofNullable(row.getString("quarantined")));
    }
}
