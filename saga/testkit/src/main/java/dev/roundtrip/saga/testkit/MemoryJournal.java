package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Ending;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What all nodes share: a journal in memory with the promises of the real one, on the world's clock. A write is done at one
 * stroke, as a statement that commits by itself is.
 *
 * <p>What may be overridden are its promises, one by one, so that a test can show that it notices when one of them is broken.
 */
public class MemoryJournal {
    private static final class Entry {
        private SagaRow row;
        private boolean attention;
        private boolean unknownVersion;
        private final List<RecordedEvent> events = new ArrayList<>();

        private void set(long lastSequence, Optional<String> quarantine) {
            row = new SagaRow(
                    row.sagaId(),
                    row.requestId(),
                    row.definition(),
                    row.status(),
                    lastSequence,
                    row.owner(),
                    quarantine);
        }

        private Optional<Ending> ending() {
            return row.status().isFinal()
                    ? Optional.of(
                            new Ending(row.status(), events.getLast().event().at()))
                    : Optional.empty();
        }

        private Chronicle chronicle() {
            return new Chronicle(
                    row,
                    events.stream()
                            .sorted(Comparator.comparing(RecordedEvent::sequence))
                            .toList());
        }
    }

    private final World world;
    private final Map<UUID, Entry> sagas = new LinkedHashMap<>();
    private final Map<String, KnownRequest> requests = new HashMap<>();
    private final Map<UUID, Instant> leases = new HashMap<>();
    private final Map<UUID, Set<DefinitionVersion>> knowledge = new HashMap<>();
    private int writes;

    /** An empty journal. */
    public MemoryJournal(World world) {
        this.world = world;
    }

    /** How a node's connection to it may misbehave. */
    public interface Connection {
        /** Before a write: false when it never arrives, and no reply comes. */
        boolean arrives();

        /** After a write: what becomes of the reply. */
        Reply reply();

        /** What a write goes through before it arrives; nothing, unless told otherwise. */
        default <T> Uni<T> slowed(Uni<T> write) {
            return write;
        }
    }

    /** What becomes of the reply to a write that was done. */
    public enum Reply {
        /** The writer hears it. */
        HEARD,
        /** The connection is lost, and the writer knows no more than that. */
        LOST_AND_NOTICED,
        /** Nothing is heard at all. */
        NEVER
    }

    /** A connection on which nothing is lost. */
    public static final Connection GOOD = new Connection() {
        @Override
        public boolean arrives() {
            return true;
        }

        @Override
        public Reply reply() {
            return Reply.HEARD;
        }
    };

    /** Whether a saga's row lets an append move it: the compare-and-set. */
    protected boolean moves(SagaRow row, Append append) {
        return row.lastSequence() == append.expectedSequence()
                && row.quarantine().isEmpty()
                && append.expectedOwner().map(row.owner()::equals).orElse(true);
    }

    /** What is recorded of an append that moves its saga: all of its events, numbered. */
    protected List<RecordedEvent> lands(Append append) {
        return numbered(append.appendId(), append.expectedSequence(), append.events());
    }

    private static List<RecordedEvent> numbered(UUID appendId, long before, List<SagaEvent> events) {
        var numbered = new ArrayList<RecordedEvent>(events.size());
        for (var event : events) {
            numbered.add(new RecordedEvent(before + numbered.size() + 1, appendId, event));
        }
        return numbered;
    }

    /** The request that has that id already. */
    protected Optional<KnownRequest> taken(String requestId) {
        return Optional.ofNullable(requests.get(requestId));
    }

    /** Whether a node's lease has not run out. */
    protected final boolean isAlive(UUID node) {
        return leases.getOrDefault(node, Instant.MIN).isAfter(world.now());
    }

    /** The saga as it is recorded. */
    public final Optional<Chronicle> find(UUID sagaId) {
        return Optional.ofNullable(sagas.get(sagaId)).map(Entry::chronicle);
    }

    /** How many writes have arrived. */
    public final int writes() {
        return writes;
    }

    /** Every saga, in the order in which they were recorded. */
    public final List<Chronicle> all() {
        return sagas.values().stream().map(Entry::chronicle).toList();
    }

    /** The journal as one node has it. */
    public final Journal over(Connection connection) {
        return new View(connection);
    }

    private final class View implements Journal {
        private final Connection connection;

        private View(Connection connection) {
            this.connection = connection;
        }

        private <T> Uni<T> write(Supplier<T> change) {
            return connection.slowed(Uni.createFrom().deferred(() -> {
                if (!connection.arrives()) {
                    return Uni.createFrom().nothing();
                }
                writes++;
                var answer = change.get();
                return switch (connection.reply()) {
                    case HEARD -> Uni.createFrom().item(answer);
                    case LOST_AND_NOTICED ->
                        Uni.createFrom().failure(new JournalUnavailable("the connection was lost", null));
                    case NEVER -> Uni.createFrom().nothing();
                };
            }));
        }

        @Override
        public Uni<List<StartResult>> start(List<Start> starts) {
            return write(() -> starts.stream().map(this::start).toList());
        }

        private StartResult start(Start start) {
            var saga = start.saga();
            var known = taken(start.requestId());
            if (known.isPresent()) {
                return new StartResult.AlreadyKnown(known.get());
            }
            requests.put(start.requestId(), new KnownRequest(saga.id(), start.fingerprint(), Optional.empty()));
            var entry = new Entry();
            sagas.put(saga.id(), entry);
            move(entry, saga, start.requestId(), start.owner(), false);
            entry.events.addAll(numbered(start.appendId(), 0, start.events()));
            return new StartResult.Accepted();
        }

        private void move(Entry entry, Saga saga, String requestId, UUID owner, boolean attention) {
            entry.row = new SagaRow(
                    saga.id(),
                    requestId,
                    DefinitionVersion.of(saga.definition()),
                    saga.status(),
                    saga.sequence(),
                    owner,
                    Optional.empty());
            entry.attention = attention;
        }

        @Override
        public Uni<Set<UUID>> append(List<Append> appends) {
            return write(() -> {
                var moved = new HashSet<UUID>();
                appends.stream()
                        .filter(this::append)
                        .forEach(append -> moved.add(append.saga().id()));
                return moved;
            });
        }

        private boolean append(Append append) {
            var entry = sagas.get(append.saga().id());
            if (entry == null || !moves(entry.row, append)) {
                return false;
            }
            var owner = append.newOwner().orElse(entry.row.owner());
            move(entry, append.saga(), entry.row.requestId(), owner, append.wish());
            entry.events.addAll(lands(append));
            return true;
        }

        @Override
        public Uni<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds) {
            return Uni.createFrom().item(() -> {
                var found = new HashMap<UUID, Chronicle>();
                sagaIds.forEach(sagaId -> find(sagaId).ifPresent(saga -> found.put(sagaId, saga)));
                return found;
            });
        }

        @Override
        public Uni<Map<UUID, SagaRow>> rows(Collection<UUID> sagaIds) {
            return Uni.createFrom().item(() -> {
                var found = new HashMap<UUID, SagaRow>();
                sagaIds.forEach(sagaId ->
                        Optional.ofNullable(sagas.get(sagaId)).ifPresent(entry -> found.put(sagaId, entry.row)));
                return found;
            });
        }

        @Override
        public Uni<Map<String, KnownRequest>> findRequests(Collection<String> requestIds) {
            return Uni.createFrom().item(() -> {
                var found = new HashMap<String, KnownRequest>();
                requestIds.forEach(id -> taken(id).ifPresent(known -> found.put(id, known)));
                return found;
            });
        }

        @Override
        public Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
            return Uni.createFrom().item(() -> sagas.values().stream()
                    .filter(entry -> !entry.row.status().isFinal())
                    .filter(entry -> entry.row.owner().equals(node)
                            ? entry.attention
                            : leases.containsKey(entry.row.owner()) && !isAlive(entry.row.owner()))
                    .filter(entry -> knows.contains(entry.row.definition()))
                    .filter(entry -> entry.row.quarantine().isEmpty())
                    .map(entry -> entry.row)
                    .sorted(Comparator.comparing(row -> row.sagaId().toString()))
                    .limit(limit)
                    .toList());
        }

        @Override
        public Uni<List<SagaRow>> unheld(UUID node, Collection<UUID> held, int limit) {
            return Uni.createFrom().item(() -> sagas.values().stream()
                    .map(entry -> entry.row)
                    .filter(row -> row.owner().equals(node) && !row.status().isFinal())
                    .filter(row -> row.quarantine().isEmpty() && !held.contains(row.sagaId()))
                    .sorted(Comparator.comparing(row -> row.sagaId().toString()))
                    .limit(limit)
                    .toList());
        }

        @Override
        public Uni<Void> quarantine(UUID sagaId, long sequence, String why) {
            return write(() -> {
                var entry = sagas.get(sagaId);
                if (entry != null
                        && entry.row.lastSequence() == sequence
                        && !entry.row.status().isFinal()) {
                    entry.set(sequence, Optional.of(why));
                    entry.unknownVersion = false;
                }
                return null;
            });
        }

        @Override
        public Uni<Boolean> release(UUID sagaId, long sequence, UUID appendId, SagaEvent.SagaReleased event) {
            return write(() -> {
                var entry = sagas.get(sagaId);
                boolean released =
                        entry != null && entry.row.quarantine().isPresent() && entry.row.lastSequence() == sequence;
                if (released) {
                    let(entry, appendId, event);
                }
                return released;
            });
        }

        @Override
        public Uni<Set<UUID>> quarantineUnknownVersions(int limit) {
            return Uni.createFrom()
                    .item(() -> each(
                            limit,
                            entry -> !entry.row.status().isFinal()
                                    && entry.row.quarantine().isEmpty()
                                    && leases.containsKey(entry.row.owner())
                                    && !isAlive(entry.row.owner())
                                    && leases.keySet().stream().anyMatch(MemoryJournal.this::isAlive)
                                    && knowledge.entrySet().stream()
                                            .noneMatch(node -> isAlive(node.getKey())
                                                    && node.getValue().contains(entry.row.definition())),
                            entry -> {
                                entry.set(
                                        entry.row.lastSequence(),
                                        Optional.of("No live node knows " + entry.row.definition()));
                                entry.unknownVersion = true;
                            }));
        }

        @Override
        public Uni<Set<UUID>> releaseKnownVersions(
                Collection<DefinitionVersion> knows, int limit, UUID appendId, SagaEvent.SagaReleased event) {
            return Uni.createFrom()
                    .item(() -> each(
                            limit,
                            entry -> entry.unknownVersion && knows.contains(entry.row.definition()),
                            entry -> let(entry, appendId, event)));
        }

        private void let(Entry entry, UUID appendId, SagaEvent.SagaReleased goOn) {
            long sequence = entry.row.lastSequence();
            entry.set(sequence + 1, Optional.empty());
            entry.unknownVersion = false;
            entry.attention = true;
            entry.events.addAll(numbered(appendId, sequence, List.of(goOn)));
        }

        private Set<UUID> each(int limit, Predicate<Entry> which, Consumer<Entry> change) {
            var found = sagas.values().stream()
                    .filter(which)
                    .sorted(Comparator.comparing(entry -> entry.row.sagaId().toString()))
                    .limit(limit)
                    .toList();
            found.forEach(change);
            return found.stream().map(entry -> entry.row.sagaId()).collect(Collectors.toSet());
        }

        @Override
        public Uni<Void> forgetNodes() {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
            return Uni.createFrom().item(() -> {
                leases.put(node, world.now().plus(lease));
                knowledge.put(node, Set.copyOf(knows));
                return null;
            });
        }

        @Override
        public Uni<Void> release(UUID node) {
            return Uni.createFrom().item(() -> {
                leases.put(node, world.now());
                return null;
            });
        }

        @Override
        public Uni<Deleted> deleteEnded(Duration age, Instant from, int limit) {
            return write(() -> delete(sagas.values(), Entry::ending, age, from, limit, entry -> {
                var row = entry.row;
                requests.computeIfPresent(
                        row.requestId(),
                        (id, known) -> new KnownRequest(known.sagaId(), known.fingerprint(), entry.ending()));
                sagas.remove(row.sagaId());
            }));
        }

        @Override
        public Uni<Deleted> deleteRequests(Duration age, Instant from, int limit) {
            return write(() -> delete(
                    requests.entrySet(),
                    request -> request.getValue().gone(),
                    age,
                    from,
                    limit,
                    request -> requests.remove(request.getKey())));
        }

        private <T> Deleted delete(
                Collection<T> all,
                Function<T, Optional<Ending>> ending,
                Duration age,
                Instant from,
                int limit,
                Consumer<T> deletion) {
            var before = world.now().minus(age);
            Function<T, Instant> endedAt =
                    one -> ending.apply(one).orElseThrow().at();
            var due = all.stream()
                    .filter(one -> ending.apply(one).isPresent())
                    .filter(one -> endedAt.apply(one).isBefore(before)
                            && !endedAt.apply(one).isBefore(from))
                    .sorted(Comparator.comparing(endedAt))
                    .limit(limit)
                    .toList();
            due.forEach(deletion);
            return new Deleted(due.size(), due.isEmpty() ? from : endedAt.apply(due.getLast()));
        }

        @Override
        public Uni<List<String>> durabilityGaps() {
            return Uni.createFrom().item(List.of());
        }
    }
}
