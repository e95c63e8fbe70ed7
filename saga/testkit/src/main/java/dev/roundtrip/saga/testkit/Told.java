package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepState;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.journal.Chronicle;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What came of a {@link Scenario}. Each expectation that is not met fails with the saga's whole history; all of them return
 * this, so that they can be told one after the other.
 */
public final class Told {
    private final UUID sagaId;
    private final Saga saga;
    private final Chronicle chronicle;
    private final Participants participants;

    Told(UUID sagaId, Saga saga, Chronicle chronicle, Participants participants) {
        this.sagaId = sagaId;
        this.saga = saga;
        this.chronicle = chronicle;
        this.participants = participants;
    }

    /**
     * The saga is in that status. If that is an end, the participants must agree with it: all that was wanted is done, or
     * nothing is left, also when every request arrives once more.
     */
    public Told expect(SagaStatus status) {
        same("status", status, saga.status());
        if (status.isFinal()) {
            participantsAgree("at the end");
            participants.redeliverEveryRequest();
            participantsAgree("after every request has arrived once more");
        }
        return this;
    }

    private void participantsAgree(String when) {
        same(
                "the steps that are done " + when,
                steps(step -> step.status() == StepStatus.SUCCEEDED),
                new TreeSet<>(participants.active(sagaId)));
    }

    /** It turned back because of that step, for that reason: a rejection's, or one of {@link Cause}'s. */
    public Told because(String step, String reason) {
        same("cause", step + " " + reason, cause());
        return this;
    }

    /** It turned back for a reason that is no step's: {@link Cause#CANCELLED} or {@link Cause#DEADLINE_EXCEEDED}. */
    public Told because(String reason) {
        same("cause", " " + reason, cause());
        return this;
    }

    private String cause() {
        return saga.cause().map(cause -> cause.step() + " " + cause.reason()).orElse("none");
    }

    /** These steps were undone, in this order, and no others. */
    public Told undone(String... steps) {
        same("the steps that were undone, in order", List.of(steps), participants.firstCancels());
        return this;
    }

    /** These steps were undone, in whatever order, and no others. */
    public Told undoneInAnyOrder(String... steps) {
        same("the steps that were undone", sorted(steps), new TreeSet<>(participants.firstCancels()));
        return this;
    }

    /** These steps are done and stay so, and no others. */
    public Told done(String... steps) {
        same("the steps that are done", sorted(steps), steps(step -> step.status() == StepStatus.SUCCEEDED));
        return this;
    }

    /** The request had no need of these steps, but of all others. */
    public Told skipped(String... steps) {
        same("the steps that were skipped", sorted(steps), steps(step -> step.status() == StepStatus.SKIPPED));
        return this;
    }

    /** These steps show as stuck, and no others. */
    public Told stuck(String... steps) {
        same("the steps that are stuck", sorted(steps), steps(StepState::stuck));
        return this;
    }

    /** The step's action was called so often. */
    public Told attempts(String step, int times) {
        same("calls of " + step, times, participants.calls(sagaId, step, Direction.FORWARD));
        return this;
    }

    /** The step's compensation was called so often. */
    public Told attemptsToUndo(String step, int times) {
        same("calls to undo " + step, times, participants.calls(sagaId, step, Direction.COMPENSATION));
        return this;
    }

    /** The saga itself, for whatever else is to be looked at. */
    public Saga saga() {
        return saga;
    }

    /** The saga as the journal has it. */
    public Chronicle chronicle() {
        return chronicle;
    }

    private Set<String> steps(Predicate<StepState> which) {
        return saga.steps().entrySet().stream()
                .filter(step -> which.test(step.getValue()))
                .map(step -> step.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(String... steps) {
        return new TreeSet<>(List.of(steps));
    }

    private void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw failure(what + ": expected " + expected + ", but found " + found);
        }
    }

    AssertionError failure(String what) {
        var history = chronicle.events().stream()
                .map(event -> "\n  " + event.sequence() + "  " + event.event())
                .collect(Collectors.joining());
        return new AssertionError(what + "\nThis is what happened:" + history);
    }
}
