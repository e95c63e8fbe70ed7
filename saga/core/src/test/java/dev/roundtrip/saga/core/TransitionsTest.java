package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The declared transitions against what the stories live through. */
class TransitionsTest {
    private static final Instant LATER = Story.second(7200);
    private static final OperatorNote NOTE = new OperatorNote("ada", "It had to be.");
    private static final List<Class<?>> STORIES = List.of(
            GoingForwardTest.class,
            TurningBackTest.class,
            LateAndDoubledAnswersTest.class,
            CompensatingTest.class,
            StuckTest.class,
            AdoptingTest.class,
            OwnersTest.class,
            PivotTest.class,
            RetriableTest.class,
            AnswersFromOutsideTest.class,
            OperatorsTest.class,
            WritingThingsDownTest.class);
    private static final Visited VISITED = Visited.byAllStories();

    @BeforeAll
    static void tellEveryStory() throws ReflectiveOperationException {
        for (var book : STORIES) {
            var made = book.getDeclaredConstructor().newInstance();
            tell(made);
            for (var nested : book.getDeclaredClasses()) {
                if (nested.isAnnotationPresent(Nested.class)) {
                    tell(nested.getDeclaredConstructor(book).newInstance(made));
                }
            }
        }
    }

    private static void tell(Object stories) throws ReflectiveOperationException {
        for (Method story : stories.getClass().getDeclaredMethods()) {
            if (story.isAnnotationPresent(Test.class)) {
                story.setAccessible(true);
                story.invoke(stories);
            }
        }
    }

    @Test
    void everyDeclaredTransitionOfASagaIsVisited() {
        var missed = new LinkedHashSet<>(Transitions.OF_SAGA);
        missed.removeAll(VISITED.ofSaga());
        assertEquals(Set.of(), missed, "declared, but no story takes them");
    }

    @Test
    void everyDeclaredTransitionOfAStepIsVisited() {
        var missed = new LinkedHashSet<>(Transitions.OF_STEP);
        missed.removeAll(VISITED.ofStep());
        assertEquals(Set.of(), missed, "declared, but no story takes them");
    }

    @Test
    void noTransitionIsTakenThatIsNotDeclared() {
        var undeclared = new LinkedHashSet<Record>(VISITED.ofSaga());
        undeclared.removeAll(Transitions.OF_SAGA);
        assertEquals(Set.of(), undeclared, "of sagas");
        undeclared.addAll(VISITED.ofStep());
        undeclared.removeAll(Transitions.OF_STEP);
        assertEquals(Set.of(), undeclared, "of steps");
    }

    @Test
    void everyStatusIsSeen() {
        var ofSagas = EnumSet.noneOf(SagaStatus.class);
        var ofSteps = EnumSet.noneOf(StepStatus.class);
        for (var saga : VISITED.sagas()) {
            ofSagas.add(saga.status());
            saga.steps().values().forEach(step -> ofSteps.add(step.status()));
        }
        assertEquals(EnumSet.allOf(SagaStatus.class), ofSagas);
        assertEquals(EnumSet.allOf(StepStatus.class), ofSteps);
    }

    @Test
    void aStatusAndAnEventLeadToOnePlace() {
        var ofSagas = new HashSet<List<?>>();
        Transitions.OF_SAGA.forEach(
                move -> assertTrue(ofSagas.add(List.of(move.from(), move.event())), () -> "declared twice: " + move));
        var ofSteps = new HashSet<List<?>>();
        Transitions.OF_STEP.forEach(
                move -> assertTrue(ofSteps.add(List.of(move.from(), move.event())), () -> "declared twice: " + move));
    }

    @Test
    void exactlyTheFinalStatusesHaveNoWayOut() {
        for (var status : SagaStatus.values()) {
            boolean leads = Transitions.OF_SAGA.stream().anyMatch(move -> move.from() == status);
            assertEquals(status.isFinal(), !leads, status.name());
        }
    }

    @Test
    void whatIsNotDeclaredIsImpossibleForEverySagaEverMet() {
        for (var saga : everyStandEverMet()) {
            for (var kind : SagaEvent.Kind.values()) {
                for (var step : saga.steps().keySet()) {
                    var event = sample(kind, step, saga);
                    if (!declared(saga, event, step)) {
                        assertThrows(ImpossibleEvent.class, () -> saga.fold(event), () -> event + " in " + saga);
                    }
                }
            }
        }
    }

    /** One saga for each way in which sagas and their steps have been seen to stand. */
    private static Collection<Saga> everyStandEverMet() {
        var stands = new LinkedHashMap<List<?>, Saga>();
        for (var saga : VISITED.sagas()) {
            var steps = saga.steps().values().stream().map(StepState::status).toList();
            stands.putIfAbsent(List.of(saga.definition(), saga.status(), steps), saga);
        }
        return stands.values();
    }

    @Test
    void thereIsSomethingImpossibleToTryInEveryStatus() {
        for (var status : SagaStatus.values()) {
            assertFalse(declared(status, SagaEvent.Kind.SAGA_STARTED), status.name());
        }
        for (var status : StepStatus.values()) {
            assertTrue(Stream.of(SagaEvent.Kind.values()).anyMatch(kind -> !declared(status, kind)), status.name());
        }
    }

    private static boolean declared(Saga saga, SagaEvent event, String step) {
        boolean movesTheStep = event instanceof SagaEvent.StepEvent
                || event instanceof SagaEvent.CompensationStarted turn
                        && turn.covered().contains(step);
        return declared(saga.status(), event.kind())
                && (!movesTheStep || declared(saga.step(step).status(), event.kind()));
    }

    private static boolean declared(SagaStatus from, SagaEvent.Kind kind) {
        return Transitions.OF_SAGA.stream().anyMatch(move -> move.from() == from && move.event() == kind);
    }

    private static boolean declared(StepStatus from, SagaEvent.Kind kind) {
        return Transitions.OF_STEP.stream().anyMatch(move -> move.from() == from && move.event() == kind);
    }

    private static SagaEvent sample(SagaEvent.Kind kind, String step, Saga saga) {
        var fault = new Fault(Fault.Kind.TRANSIENT, "No answer.");
        return switch (kind) {
            case SAGA_STARTED -> new SagaEvent.SagaStarted(LATER, Payload.empty(), Set.of(), LATER);
            case STEP_STARTED -> new SagaEvent.StepStarted(LATER, step, 9);
            case STEP_SUCCEEDED -> new SagaEvent.StepSucceeded(LATER, step, Payload.empty());
            case STEP_REJECTED -> new SagaEvent.StepRejected(LATER, step, "SOLD_OUT", "No.");
            case STEP_UNKNOWN -> new SagaEvent.StepUnknown(LATER, step, 9, fault, LATER);
            case STEP_ACCEPTED -> new SagaEvent.StepAccepted(LATER, step, 9, LATER);
            case PIVOT_CLOSING -> new SagaEvent.PivotClosing(LATER, new Cause("", Cause.CANCELLED, "No."));
            case STEP_CLOSE_STARTED -> new SagaEvent.StepCloseStarted(LATER, step, 9);
            case STEP_CLOSE_UNKNOWN -> new SagaEvent.StepCloseUnknown(LATER, step, 9, fault, LATER);
            case STEP_CLOSED -> new SagaEvent.StepClosed(LATER, step);
            case CANCEL_REQUESTED -> new SagaEvent.CancelRequested(LATER, "No.");
            case COMPENSATION_STARTED ->
                new SagaEvent.CompensationStarted(LATER, new Cause("", Cause.CANCELLED, "No."), allAnd(step, saga));
            case STEP_COMPENSATION_STARTED -> new SagaEvent.StepCompensationStarted(LATER, step, 9);
            case STEP_COMPENSATED -> new SagaEvent.StepCompensated(LATER, step);
            case STEP_COMPENSATION_UNKNOWN -> new SagaEvent.StepCompensationUnknown(LATER, step, 9, fault, LATER);
            case STEP_STUCK -> new SagaEvent.StepStuck(LATER, step);
            case ADOPTED -> new SagaEvent.Adopted(LATER, "another-node", Provenance.ANOTHER_NODE);
            case SAGA_COMPLETED -> new SagaEvent.SagaCompleted(LATER);
            case SAGA_COMPENSATED -> new SagaEvent.SagaCompensated(LATER);
            case SAGA_CLOSED -> new SagaEvent.SagaClosed(LATER);
            case SAGA_PAUSED -> new SagaEvent.SagaPaused(LATER, NOTE);
            case SAGA_RESUMED -> new SagaEvent.SagaResumed(LATER, NOTE, LATER);
            case SAGA_RELEASED -> new SagaEvent.SagaReleased(LATER, NOTE);
            case STEP_RETRIED -> new SagaEvent.StepRetried(LATER, step, NOTE, LATER);
            case STEP_DONE_BY_HAND -> new SagaEvent.StepDoneByHand(LATER, step, NOTE, Payload.empty());
            case COMPENSATION_FORCED -> new SagaEvent.CompensationForced(LATER, NOTE);
        };
    }

    /** All that a turn must cover, so that it is {@code step} alone that may make it impossible. */
    private static Set<String> allAnd(String step, Saga saga) {
        var covered = new LinkedHashSet<>(Set.of(step));
        saga.steps().forEach((name, state) -> {
            switch (state.status()) {
                case RUNNING, SUCCEEDED -> covered.add(name);
                case PENDING, REJECTED, COMPENSATING, COMPENSATED, SKIPPED -> {}
            }
        });
        return covered;
    }
}
