package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Ruling;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts into a saga's history what comes from others than its owner, whichever node that is. A compare-and-set, as every
 * write: the owner finds it there, at the latest when its own next write is refused. Lives on the loop.
 */
final class Intake {

    /** What became of it. */
    sealed interface Result {
        record Recorded(Saga after) implements Result {}

        record Moot(Saga saga) implements Result {}

        record Refused(Saga saga, String why) implements Result {}

        record NoSuchSaga() implements Result {}

        /** Nobody carries it on, so nobody would heed it. */
        record Quarantined(long sequence, SagaStatus status, boolean knownHere) implements Result {}

        record UnknownVersion(DefinitionVersion version) implements Result {}

        /** The saga was written to at the same time. */
        record Overtaken() implements Result {}
    }

    private final Journal journal;
    private final Surroundings surroundings;
    private final Map<DefinitionVersion, SagaBlueprint<?>> blueprints;
    private final Consumer<Saga> recorded;

    /** {@code recorded} is told, on the loop, of each saga, as it is now, whose owner has something to look at. */
    Intake(
            Journal journal,
            Surroundings surroundings,
            Map<DefinitionVersion, SagaBlueprint<?>> blueprints,
            Consumer<Saga> recorded) {
        this.journal = journal;
        this.surroundings = surroundings;
        this.blueprints = blueprints;
        this.recorded = recorded;
    }

    /** Records what {@code rule} makes of the saga as it is committed. */
    Uni<Result> record(UUID sagaId, Function<Saga, Ruling> rule) {
        return journal.read(sagaId).emitOn(surroundings.loop()).chain(found -> found.map(
                        chronicle -> record(chronicle, rule))
                .orElseGet(() -> Uni.createFrom().item(new Result.NoSuchSaga())));
    }

    private Uni<Result> record(Chronicle chronicle, Function<Saga, Ruling> rule) {
        var row = chronicle.row();
        if (row.quarantine().isPresent()) {
            return Uni.createFrom()
                    .item(new Result.Quarantined(
                            row.lastSequence(), row.status(), blueprints.containsKey(row.definition())));
        }
        var blueprint = blueprints.get(row.definition());
        if (blueprint == null) {
            return Uni.createFrom().item(new Result.UnknownVersion(row.definition()));
        }
        var saga = chronicle.replay(blueprint.definition());
        return switch (rule.apply(saga)) {
            case Ruling.Recorded ruling -> append(saga, ruling.event());
            case Ruling.Moot moot -> Uni.createFrom().item(new Result.Moot(saga));
            case Ruling.Refused refused -> Uni.createFrom().item(new Result.Refused(saga, refused.why()));
        };
    }

    private Uni<Result> append(Saga saga, SagaEvent event) {
        var after = saga.fold(event);
        return journal.append(List.of(Append.byOther(UUID.randomUUID(), after, List.of(event))))
                .emitOn(surroundings.loop())
                .map(moved -> {
                    if (moved.isEmpty()) {
                        return new Result.Overtaken();
                    }
                    recorded.accept(after);
                    return new Result.Recorded(after);
                });
    }
}
