package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
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
import java.util.function.Supplier;

/**
 * What all nodes share: a journal in memory with the promises of the real one, on the world's clock. A write is done at one
 * stroke, as a statement that commits by itself is.
 */
public final class MemoryJournal {
    private static final class Entry {
        private SagaRow row;
        private boolean attention;
        private final List<RecordedEvent> events = new ArrayList<>();
    }

    private final World world;
    private final Map<UUID, Entry> sagas = new LinkedHashMap<>();
    private final Map<String, KnownRequest> requests = new HashMap<>();
    private final Map<UUID, Instant> leases = new HashMap<>();
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

    /** How many writes have arrived. */
    public int writes() {
        return writes;
    }

    /** Every saga, in the order in which they were recorded. */
    public List<Chronicle> all() {
        return sagas.values().stream()
                .map(entry -> new Chronicle(entry.row, entry.events))
                .toList();
    }

    /** The journal as one node has it. */
    public Journal over(Connection connection) {
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
            var known = requests.putIfAbsent(start.requestId(), new KnownRequest(saga.id(), start.fingerprint()));
            if (known != null) {
                return new StartResult.AlreadyKnown(known);
            }
            var entry = new Entry();
            sagas.put(saga.id(), entry);
            move(entry, saga, start.requestId(), start.owner(), false, start.appendId(), start.events());
            return new StartResult.Accepted();
        }

        private void move(
                Entry entry,
                Saga saga,
                String requestId,
                UUID owner,
                boolean attention,
                UUID appendId,
                List<SagaEvent> events) {
            entry.row = new SagaRow(
                    saga.id(),
                    requestId,
                    DefinitionVersion.of(saga.definition()),
                    saga.status(),
                    saga.sequence(),
                    owner,
                    Optional.empty());
            entry.attention = attention;
            for (var event : events) {
                entry.events.add(new RecordedEvent(entry.events.size() + 1L, appendId, event));
            }
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
            boolean matches = entry.row.lastSequence() == append.expectedSequence()
                    && entry.row.quarantine().isEmpty()
                    && append.expectedOwner().map(entry.row.owner()::equals).orElse(true);
            if (matches) {
                move(
                        entry,
                        append.saga(),
                        entry.row.requestId(),
                        append.newOwner().orElse(entry.row.owner()),
                        append.wish(),
                        append.appendId(),
                        append.events());
            }
            return matches;
        }

        @Override
        public Uni<Optional<Chronicle>> read(UUID sagaId) {
            return Uni.createFrom().item(() -> Optional.ofNullable(sagas.get(sagaId))
                    .map(entry -> new Chronicle(entry.row, entry.events)));
        }

        @Override
        public Uni<Optional<KnownRequest>> findRequest(String requestId) {
            return Uni.createFrom().item(() -> Optional.ofNullable(requests.get(requestId)));
        }

        @Override
        public Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
            return Uni.createFrom().item(() -> sagas.values().stream()
                    .filter(entry -> !entry.row.status().isFinal())
                    .filter(entry -> entry.row.owner().equals(node)
                            ? entry.attention
                            : leases.containsKey(entry.row.owner())
                                    && !leases.get(entry.row.owner()).isAfter(world.now()))
                    .filter(entry -> knows.contains(entry.row.definition()))
                    .filter(entry -> entry.row.quarantine().isEmpty())
                    .map(entry -> entry.row)
                    .sorted(Comparator.comparing(row -> row.sagaId().toString()))
                    .limit(limit)
                    .toList());
        }

        @Override
        public Uni<Void> quarantine(UUID sagaId, long sequence, String why) {
            return Uni.createFrom().item(() -> {
                var entry = sagas.get(sagaId);
                var row = entry.row;
                if (row.lastSequence() == sequence) {
                    entry.row = new SagaRow(
                            row.sagaId(),
                            row.requestId(),
                            row.definition(),
                            row.status(),
                            row.lastSequence(),
                            row.owner(),
                            Optional.of(why));
                }
                return null;
            });
        }

        @Override
        public Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
            return Uni.createFrom().item(() -> {
                leases.put(node, world.now().plus(lease));
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
        public Uni<List<String>> durabilityGaps() {
            return Uni.createFrom().item(List.of());
        }
    }
}
