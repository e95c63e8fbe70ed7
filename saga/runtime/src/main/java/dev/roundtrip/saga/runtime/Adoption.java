package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.Consumer;

/** Takes sagas over that are nobody's any more, or this node's own and not held. Lives on the loop. */
final class Adoption {
    private final Surroundings surroundings;
    private final Held held;
    private final Histories histories;
    private final Map<DefinitionVersion, SagaBlueprint<?>> blueprints;
    private final int maxUnansweredOwners;

    /** {@code maxUnansweredOwners}: so many in a row that a saga may have stopped. */
    Adoption(
            Surroundings surroundings,
            Held held,
            Histories histories,
            Map<DefinitionVersion, SagaBlueprint<?>> blueprints,
            int maxUnansweredOwners) {
        this.surroundings = surroundings;
        this.held = held;
        this.histories = histories;
        this.blueprints = blueprints;
        this.maxUnansweredOwners = maxUnansweredOwners;
    }

    /** {@code done} is told once whether it is carried on now, by a commit that was waited for. */
    void lookAfter(SagaRow row, Consumer<Boolean> done) {
        var here = held.find(row.sagaId());
        if (here.isPresent()) {
            here.get().lookAgain(row.lastSequence());
            done.accept(false);
            return;
        }
        histories.read(
                row,
                found -> {
                    found.filter(chronicle -> chronicle.row().owner().equals(row.owner()))
                            .ifPresent(this::adopt);
                    held.find(row.sagaId())
                            .map(LiveSaga::whenCommitted)
                            .orElseGet(() -> Uni.createFrom().failure(new NoLongerHere(row.sagaId())))
                            .subscribe()
                            .with(committed -> done.accept(true), lost -> done.accept(false));
                },
                failure -> {
                    if (!(failure instanceof JournalUnavailable)) {
                        surroundings.quarantine(row.sagaId(), row.lastSequence(), failure);
                    }
                    done.accept(false);
                });
    }

    /** Unless it is held, or has ended, or this node is stopping. What can't be carried on is quarantined. */
    void adopt(Chronicle chronicle) {
        var row = chronicle.row();
        if (surroundings.stopping() || row.status().isFinal() || held.holds(row.sagaId())) {
            return;
        }
        try {
            var saga = LiveSaga.adopting(surroundings, blueprints.get(row.definition()), chronicle);
            if (saga.saga().unansweredOwners() >= maxUnansweredOwners) {
                throw new SuspectedOfStoppingNodes(saga.saga().unansweredOwners());
            }
            held.add(saga);
            saga.adopt();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            held.remove(row.sagaId());
            surroundings.quarantine(row.sagaId(), row.lastSequence(), e);
            if (row.owner().equals(surroundings.node())) {
                surroundings.mayBeStray(row.sagaId());
            }
        }
    }
}
