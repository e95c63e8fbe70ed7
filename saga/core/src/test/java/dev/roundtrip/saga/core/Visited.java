package dev.roundtrip.saga.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the stories have been: the transitions they took and the sagas they met. */
final class Visited {
    private static final Visited BY_ALL_STORIES = new Visited();

    private final Set<Transitions.OfSaga> ofSaga = new LinkedHashSet<>();
    private final Set<Transitions.OfStep> ofStep = new LinkedHashSet<>();
    private final List<Saga> sagas = new ArrayList<>();

    private Visited() {}

    static Visited byAllStories() {
        return BY_ALL_STORIES;
    }

    Set<Transitions.OfSaga> ofSaga() {
        return ofSaga;
    }

    Set<Transitions.OfStep> ofStep() {
        return ofStep;
    }

    List<Saga> sagas() {
        return sagas;
    }

    void met(Saga saga) {
        sagas.add(saga);
    }

    void moved(Saga before, SagaEvent event, Saga after) {
        met(after);
        ofSaga.add(new Transitions.OfSaga(before.status(), event.kind(), after.status()));
        for (var step : concerned(before, event)) {
            ofStep.add(new Transitions.OfStep(
                    before.step(step).status(), event.kind(), after.step(step).status()));
        }
    }

    private static Set<String> concerned(Saga before, SagaEvent event) {
        return switch (event) {
            case SagaEvent.StepEvent e -> Set.of(e.step());
            case SagaEvent.CompensationStarted e -> e.covered();
            case SagaEvent.PivotClosing e ->
                Set.of(before.definition().pivot().orElseThrow().name());
            case SagaEvent.OperatorEvent e -> Set.of();
            case SagaEvent.SagaStarted e -> Set.of();
            case SagaEvent.CancelRequested e -> Set.of();
            case SagaEvent.Adopted e -> Set.of();
            case SagaEvent.SagaCompleted e -> Set.of();
            case SagaEvent.SagaCompensated e -> Set.of();
            case SagaEvent.SagaClosed e -> Set.of();
        };
    }
}
