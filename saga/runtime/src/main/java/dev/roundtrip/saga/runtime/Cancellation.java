package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Brings a wish to have a saga undone to where it is heeded: to the saga itself when this node carries it on, and else into its
 * history, where its owner finds it. Lives on the loop.
 */
final class Cancellation {
    private static final int TRIES = 5;

    private final Journal journal;
    private final Surroundings surroundings;
    private final Map<DefinitionVersion, SagaBlueprint<?>> blueprints;
    private final Function<UUID, Optional<LiveSaga<?>>> held;

    Cancellation(
            Journal journal,
            Surroundings surroundings,
            Map<DefinitionVersion, SagaBlueprint<?>> blueprints,
            Function<UUID, Optional<LiveSaga<?>>> held) {
        this.journal = journal;
        this.surroundings = surroundings;
        this.blueprints = blueprints;
        this.held = held;
    }

    Uni<Cancelled> cancel(UUID sagaId, Signal.Cancel wish) {
        return cancel(sagaId, wish, TRIES);
    }

    private Uni<Cancelled> cancel(UUID sagaId, Signal.Cancel wish, int triesLeft) {
        return held.apply(sagaId)
                .filter(saga -> !surroundings.stopping())
                .map(saga -> here(saga, wish))
                .orElseGet(() -> elsewhere(sagaId, wish))
                .emitOn(surroundings.loop())
                .chain(result -> result == Cancelled.TRY_AGAIN && triesLeft > 1
                        ? cancel(sagaId, wish, triesLeft - 1)
                        : Uni.createFrom().item(result));
    }

    private Uni<Cancelled> here(LiveSaga<?> saga, Signal.Cancel wish) {
        if (!saga.heeds()) {
            return Uni.createFrom()
                    .emitter(emitter -> surroundings.afterWriteRetryDelay(() -> emitter.complete(Cancelled.TRY_AGAIN)));
        }
        saga.signal(wish);
        return saga.whenCommitted()
                .replaceWith(() -> saga.saga().status() == SagaStatus.COMPLETED
                        ? Cancelled.ALREADY_COMPLETED
                        : Cancelled.WILL_BE_UNDONE)
                .onFailure(NoLongerHere.class)
                .recoverWithItem(Cancelled.TRY_AGAIN);
    }

    private Uni<Cancelled> elsewhere(UUID sagaId, Signal.Cancel wish) {
        return journal.read(sagaId).emitOn(surroundings.loop()).chain(found -> found.map(
                        chronicle -> record(chronicle, wish))
                .orElse(Uni.createFrom().item(Cancelled.NO_SUCH_SAGA)));
    }

    private Uni<Cancelled> record(Chronicle chronicle, Signal.Cancel wish) {
        var blueprint = blueprints.get(chronicle.row().definition());
        if (blueprint == null) {
            return Uni.createFrom().item(Cancelled.TRY_AGAIN);
        }
        var saga = chronicle.replay(blueprint.definition());
        if (saga.status() == SagaStatus.COMPLETED) {
            return Uni.createFrom().item(Cancelled.ALREADY_COMPLETED);
        }
        return SagaMachine.wish(saga, wish, surroundings.loop().now())
                .map(event -> journal.append(
                                List.of(Append.byOther(UUID.randomUUID(), saga.fold(event), List.of(event))))
                        .map(moved -> moved.isEmpty() ? Cancelled.TRY_AGAIN : Cancelled.WILL_BE_UNDONE))
                .orElse(Uni.createFrom().item(Cancelled.WILL_BE_UNDONE));
    }
}
