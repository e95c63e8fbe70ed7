package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.UnreadableJournal;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sagas of every kind as the journal tells of them: committed rows and events only, readable or not. */
@ApplicationScoped
public class SagaArchive {
    private final JournalReader journal;
    private final Map<DefinitionVersion, Definition> definitions;

    SagaArchive(JournalReader journal, @All List<SagaBlueprint<?>> blueprints) {
        this.journal = journal;
        this.definitions = blueprints.stream()
                .map(SagaBlueprint::definition)
                .collect(Collectors.toUnmodifiableMap(DefinitionVersion::of, Function.identity()));
    }

    /**
     * A saga with what its history comes to.
     *
     * @param row its row
     * @param saga what its events tell; empty when this process can't make sense of them
     * @param unreadable why not; empty when it can
     */
    public record Inspected(SagaRecord row, Optional<Saga> saga, Optional<String> unreadable) {}

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
    public Uni<List<SagaRecord>> list(SagaFilter filter, Optional<UUID> after, int limit) {
        return journal.rows(SagaQuery.of(filter, after, limit));
    }

    /** The saga of that id; empty when there is none. */
    public Uni<Optional<Inspected>> inspect(UUID sagaId) {
        return journal.saga(sagaId).map(found -> found.map(this::folded));
    }

    private Inspected folded(RecordedSaga found) {
        var row = found.row();
        var definition = definitions.get(row.definition());
        if (definition == null) {
            return new Inspected(
                    row, Optional.empty(), Optional.of("This process doesn't know " + row.definition() + "."));
        }
        try {
            var history = found.events().stream().map(SagaEventRecord::toEvent).toList();
            return new Inspected(row, Optional.of(Saga.replay(row.sagaId(), definition, history)), Optional.empty());
        } catch (ImpossibleEvent | UnreadableJournal e) {
            return new Inspected(row, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** What happened to a saga after the event of that number; empty when there is no such saga. */
    public Uni<Optional<Stretch>> history(UUID sagaId, long after, int limit) {
        return journal.stretch(sagaId, after, limit)
                .map(found ->
                        found.map(saga -> new Stretch(saga.events(), saga.row().lastSequence())));
    }
}
