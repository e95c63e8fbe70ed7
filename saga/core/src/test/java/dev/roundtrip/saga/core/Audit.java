package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must never happen in a {@link World}, and what must be so when its saga has ended. */
final class Audit {
    private final Definition definition;
    private final Set<String> skipped;
    private final Map<String, HonestParticipant> participants;
    private final List<SagaEvent> history;
    private final Set<String> calledForward = new HashSet<>();
    private final Set<String> cancelledByTheSaga = new HashSet<>();

    Audit(
            Definition definition,
            Set<String> skipped,
            Map<String, HonestParticipant> participants,
            List<SagaEvent> history) {
        this.definition = definition;
        this.skipped = skipped;
        this.participants = participants;
        this.history = history;
    }

    // ---- on the way

    void decided(Decision decision, int committed, Instant now) {
        var saga = decision.after();
        for (var call : decision.calls()) {
            assertTrue(saga.pausedAt().isEmpty(), () -> "called while paused: " + call);
            switch (call.direction()) {
                case FORWARD -> forward(call, saga, committed);
                case CLOSE -> close(call, saga, committed);
                case COMPENSATION -> back(call, saga, committed);
            }
        }
        assertTrue(!saga.pivotPassed() || !hasTurned(committed), "it turned after its pivot had passed");
        mustNotWaitForNothing(decision, now);
    }

    private void forward(Call call, Saga saga, int committed) {
        calledForward.add(call.step());
        assertTrue(!hasTurned(history.size()), () -> "called forward after the turn: " + call);
        assertTrue(!skipped.contains(call.step()), () -> "called, though not wanted: " + call);
        for (var dependency : definition.dependenciesOf(call.step())) {
            assertTrue(saga.step(dependency).status().isDone(), () -> call + " came before " + dependency);
        }
        if (definition.step(call.step()).kind() == StepKind.PIVOT) {
            assertTrue(
                    history.subList(0, committed).stream()
                            .anyMatch(event -> event instanceof SagaEvent.StepStarted started
                                    && started.step().equals(call.step())),
                    "the pivot was called before that was committed");
            assertTrue(!isClosing(history.size()), "the pivot was called although it is being closed");
        }
    }

    private void close(Call call, Saga saga, int committed) {
        assertEquals(StepKind.PIVOT, definition.step(call.step()).kind(), () -> "to be closed: " + call);
        assertTrue(isClosing(committed), "the pivot was closed before that was committed");
        assertTrue(saga.pivotUndecided(), "the pivot was closed although it is decided");
    }

    private void back(Call call, Saga saga, int committed) {
        assertTrue(hasTurned(committed), () -> "undone before the turn was committed: " + call);
        assertTrue(covered().contains(call.step()), () -> "undone, though not covered: " + call);
        if (call.attempt() == 1) {
            for (var dependent : definition.dependentsOf(call.step())) {
                assertTrue(
                        !covered().contains(dependent) || saga.step(dependent).status() == StepStatus.COMPENSATED,
                        () -> call + " came before the compensation of " + dependent);
            }
        }
    }

    private void mustNotWaitForNothing(Decision decision, Instant now) {
        var saga = decision.after();
        if (!saga.status().isFinal() && saga.pausedAt().isEmpty()) {
            assertTrue(
                    decision.wakeAt().isPresent()
                            || saga.steps().values().stream().anyMatch(StepState::awaitsAnswer),
                    "it waits, but for nothing");
        }
        decision.wakeAt().ifPresent(alarm -> assertTrue(alarm.isAfter(now), "it wakes up at once, again and again"));
    }

    /** A call comes to its participant. */
    void arrives(Call call) {
        if (call.direction() == Direction.COMPENSATION && cancelledByTheSaga.add(call.step())) {
            for (var dependent : definition.dependentsOf(call.step())) {
                assertTrue(
                        !covered().contains(dependent)
                                || participants.get(dependent).isCancelled()
                                || wasDoneByHand(dependent),
                        () -> call.step() + " was cancelled at its participant before " + dependent);
            }
        }
    }

    private boolean hasTurned(int length) {
        return history.subList(0, length).stream().anyMatch(SagaEvent.CompensationStarted.class::isInstance);
    }

    private boolean isClosing(int length) {
        return history.subList(0, length).stream().anyMatch(SagaEvent.PivotClosing.class::isInstance);
    }

    private boolean wasDoneByHand(String step) {
        return history.stream()
                .anyMatch(event -> event instanceof SagaEvent.StepDoneByHand done
                        && done.step().equals(step));
    }

    private Set<String> covered() {
        for (var event : history) {
            if (event instanceof SagaEvent.CompensationStarted turn) {
                return turn.covered();
            }
        }
        return Set.of();
    }

    // ---- at the end

    void ended(Saga saga) {
        assertEquals(
                1,
                history.stream()
                        .filter(event -> event instanceof SagaEvent.SagaCompleted
                                || event instanceof SagaEvent.SagaCompensated
                                || event instanceof SagaEvent.SagaClosed)
                        .count(),
                "it ends once");
        assertEquals(
                saga.status() == SagaStatus.CLOSED_BY_OPERATOR,
                saga.steps().values().stream().anyMatch(StepState::byHand),
                "closed by an operator is exactly what someone vouches for");
        boolean forward =
                switch (saga.status()) {
                    case COMPLETED -> true;
                    case COMPENSATED -> false;
                    case CLOSED_BY_OPERATOR -> saga.cause().isEmpty();
                    case RUNNING, COMPENSATING -> throw new AssertionError("it has not ended");
                };
        for (var step : definition.steps()) {
            if (saga.step(step.name()).byHand()) {
                assertTrue(wasDoneByHand(step.name()), () -> "by whose hand was " + step.name() + " done?");
            } else if (forward) {
                mustBeDone(step.name(), saga.step(step.name()).status());
            } else {
                mustLeaveNothing(step, saga.step(step.name()).status());
            }
        }
        assertEquals(!forward, hasTurned(history.size()), "whether it turned");
        historyIsNotFilledByWhatIsStuck();
    }

    private void mustBeDone(String step, StepStatus status) {
        boolean wanted = !skipped.contains(step);
        assertEquals(wanted ? StepStatus.SUCCEEDED : StepStatus.SKIPPED, status, step);
        assertEquals(wanted, participants.get(step).isActive(), step + " is reserved");
    }

    private void mustLeaveNothing(StepDefinition definition, StepStatus status) {
        var step = definition.name();
        var participant = participants.get(step);
        assertTrue(!participant.isActive(), step + " is reserved");
        assertTrue(status != StepStatus.SUCCEEDED, step + " succeeded");
        boolean refused = status == StepStatus.REJECTED && participant.refuses();
        switch (definition.kind()) {
            case COMPENSATABLE, PIVOT ->
                assertEquals(
                        calledForward.contains(step) && !refused,
                        status == StepStatus.COMPENSATED && calledForward.contains(step),
                        step + " was called for, and is " + status);
            case RETRIABLE -> assertTrue(!calledForward.contains(step), step + " was called for");
        }
    }

    /** After it shows as stuck nothing of it is recorded but what settles it, and one failure for each new owner. */
    private void historyIsNotFilledByWhatIsStuck() {
        var quiet = new HashSet<String>();
        var stuck = new HashSet<String>();
        for (var event : history) {
            switch (event) {
                case SagaEvent.StepStuck e -> {
                    stuck.add(e.step());
                    quiet.add(e.step());
                }
                case SagaEvent.Adopted e -> quiet.clear();
                case SagaEvent.StepUnknown e -> mustNotBe(quiet, stuck, e);
                case SagaEvent.StepCloseUnknown e -> mustNotBe(quiet, stuck, e);
                case SagaEvent.StepCompensationUnknown e -> mustNotBe(quiet, stuck, e);
                case SagaEvent.StepStarted e -> mustNotBe(quiet, e);
                case SagaEvent.StepCloseStarted e -> mustNotBe(quiet, e);
                case SagaEvent.StepCompensationStarted e -> mustNotBe(quiet, e);
                case SagaEvent.StepEvent e -> {
                    stuck.remove(e.step());
                    quiet.remove(e.step());
                }
                case SagaEvent e -> {}
            }
        }
    }

    private static void mustNotBe(Set<String> quiet, Set<String> stuck, SagaEvent.StepEvent failure) {
        mustNotBe(quiet, failure);
        if (stuck.contains(failure.step())) {
            quiet.add(failure.step());
        }
    }

    private static void mustNotBe(Set<String> quiet, SagaEvent.StepEvent event) {
        assertTrue(!quiet.contains(event.step()), () -> "that a stuck step goes on is on record: " + event);
    }
}
