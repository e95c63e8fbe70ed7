package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.UnreadableJournal;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import io.quarkus.arc.All;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sagas of every kind as the journal tells of them: committed rows and events only, readable or not. To be called on a
 * Vert.x context of the caller's own.
 */
@ApplicationScoped
public class SagaArchive {
    private final Map<DefinitionVersion, Definition> definitions;

    SagaArchive(@All List<SagaBlueprint<?>> blueprints) {
        this.definitions = blueprints.stream()
                .map(SagaBlueprint::definition)
                .collect(Collectors.toUnmodifiableMap(DefinitionVersion::of, Function.identity()));
    }

    /** A saga's row, and the process that owns it unless that is forgotten. */
    public record Listed(SagaRecord row, Optional<SagaNodeRecord> owner) {}

    /**
     * A saga with what its history comes to.
     *
     * @param listed its row
     * @param saga what its events tell, up to the row's last one; empty when this process can't make sense of them
     * @param unreadable why not; empty when it can
     */
    public record Inspected(Listed listed, Optional<Saga> saga, Optional<String> unreadable) {}

    /**
     * A stretch of a saga's history.
     *
     * @param events in order, as they are in the journal
     * @param lastSequence the number of the saga's last event
     */
    public record Stretch(List<SagaEventRecord> events, long lastSequence) {}

    /**
     * Sagas in the filter's order.
     *
     * @param after only those that come after this one; from the first when empty
     * @param limit the most to return
     */
    public Uni<List<Listed>> list(SagaFilter filter, Optional<UUID> after, int limit) {
        return ReadSession.reading(() -> rows(filter, after, limit).chain(SagaArchive::withOwners));
    }

    /** Status by status: together they have no index, and each of them alone has one. */
    private static Uni<List<SagaRecord>> rows(SagaFilter filter, Optional<UUID> after, int limit) {
        if (!filter.flags().isEmpty()) {
            return SagaQuery.ofFlagged(filter, after).list(limit);
        }
        Uni<List<SagaRecord>> all = Uni.createFrom().item(List.of());
        for (var status : filter.statuses()) {
            all = all.chain(found -> ofStatus(filter, status, after, limit, found));
        }
        // As the database orders ids.
        Comparator<SagaRecord> oldestFirst = Comparator.comparing(row -> row.sagaId.toString());
        var order = filter.newestFirst() ? oldestFirst.reversed() : oldestFirst;
        return all.map(rows -> rows.stream().sorted(order).limit(limit).toList());
    }

    private static Uni<List<SagaRecord>> ofStatus(
            SagaFilter filter, SagaStatus status, Optional<UUID> after, int limit, List<SagaRecord> found) {
        return SagaQuery.ofStatus(filter, status, after).list(limit).map(more -> {
            var together = new ArrayList<>(found);
            together.addAll(more);
            return together;
        });
    }

    private static Uni<List<Listed>> withOwners(List<SagaRecord> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var owners = rows.stream().map(row -> row.owner).distinct().toList();
        return SagaNodeRecord.<SagaNodeRecord>find("nodeId in ?1", owners)
                .list()
                .map(nodes -> {
                    var byId = nodes.stream().collect(Collectors.toMap(node -> node.nodeId, Function.identity()));
                    return rows.stream()
                            .map(row -> new Listed(row, Optional.ofNullable(byId.get(row.owner))))
                            .toList();
                });
    }

    /** The saga of that id; empty when there is none. */
    public Uni<Optional<Inspected>> inspect(UUID sagaId) {
        return ReadSession.reading(() -> SagaRecord.<SagaRecord>findById(sagaId)
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<Inspected>empty())
                        : withOwners(List.of(row)).chain(listed -> inspect(listed.getFirst()))));
    }

    private Uni<Optional<Inspected>> inspect(Listed listed) {
        // What was recorded since the row was read is left out: a saga is shown as it was at one sequence number.
        return SagaEventRecord.<SagaEventRecord>find(
                        "sagaId = ?1 and sequence <= ?2",
                        Sort.ascending("sequence"),
                        listed.row().sagaId,
                        listed.row().lastSequence)
                .list()
                .map(events -> listed.row().isDeleted(!events.isEmpty())
                        ? Optional.empty()
                        : Optional.of(folded(listed, events)));
    }

    private Inspected folded(Listed listed, List<SagaEventRecord> events) {
        var row = listed.row();
        var version = new DefinitionVersion(row.definition, row.version);
        var definition = definitions.get(version);
        if (definition == null) {
            return new Inspected(listed, Optional.empty(), Optional.of("This process doesn't know " + version + "."));
        }
        try {
            var history = events.stream().map(SagaEventRecord::toEvent).toList();
            return new Inspected(listed, Optional.of(Saga.replay(row.sagaId, definition, history)), Optional.empty());
        } catch (ImpossibleEvent | UnreadableJournal e) {
            return new Inspected(listed, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** What happened to a saga after the event of that number; empty when there is no such saga. */
    public Uni<Optional<Stretch>> history(UUID sagaId, long after, int limit) {
        return ReadSession.reading(() -> SagaRecord.<SagaRecord>findById(sagaId)
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<Stretch>empty())
                        : SagaEventRecord.<SagaEventRecord>find(
                                        "sagaId = ?1 and sequence > ?2", Sort.ascending("sequence"), sagaId, after)
                                .page(0, limit)
                                .list()
                                .map(events -> Optional.of(new Stretch(
                                        events,
                                        events.isEmpty()
                                                ? row.lastSequence
                                                : Math.max(row.lastSequence, events.getLast().sequence))))));
    }
}
