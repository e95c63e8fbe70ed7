package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What became of one order, held against what was expected. */
final class Story {
    private final Saga saga;
    private final List<SagaEvent> events;
    private final String order;
    private final List<String> surprises = new ArrayList<>();

    Story(Saga saga, Chronicle chronicle) {
        this.saga = saga;
        events = chronicle.events().stream().map(RecordedEvent::event).toList();
        order = chronicle.row().requestId();
    }

    List<SagaEvent> events() {
        return events;
    }

    String headline() {
        var why = saga.cause()
                .map(cause -> ", " + cause.step() + " " + cause.reason())
                .orElse("");
        return "order " + order + ": " + saga.status() + why;
    }

    /** What was not as expected, each in words. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    Story expectCompleted() {
        same("status", SagaStatus.COMPLETED, saga.status());
        return this;
    }

    /** It turned back because that step was refused for that reason. */
    Story expectUndone(String step, String reason) {
        same("status", SagaStatus.COMPENSATED, saga.status());
        same(
                "cause",
                step + " " + reason,
                saga.cause().map(cause -> cause.step() + " " + cause.reason()).orElse("none"));
        return this;
    }

    /** These steps were undone, in this order, and no others. */
    Story expectInOrder(String... steps) {
        same("the steps undone", List.of(steps), undone());
        return this;
    }

    /** These steps were undone, all of them before {@code last}, and no others. */
    Story expectBefore(String last, String... steps) {
        var undone = undone();
        same("the last step undone", last, undone.isEmpty() ? "none" : undone.getLast());
        same(
                "the steps undone before it",
                Set.of(steps),
                Set.copyOf(undone.subList(0, Math.max(0, undone.size() - 1))));
        return this;
    }

    private List<String> undone() {
        return events.stream()
                .filter(SagaEvent.StepCompensated.class::isInstance)
                .map(event -> ((SagaEvent.StepCompensated) event).step())
                .toList();
    }

    /** Another process carried it on. */
    Story expectAdopted() {
        same("taken over", true, saga.adopted());
        return this;
    }

    /** Both were under way at once: each was asked for before the other had answered. */
    Story expectSideBySide(String one, String other) {
        same(
                one + " and " + other + " side by side",
                true,
                Math.max(asked(one), asked(other)) < Math.min(answered(one), answered(other)));
        return this;
    }

    private int asked(String step) {
        return first(SagaEvent.Kind.STEP_STARTED, step);
    }

    private int answered(String step) {
        return first(SagaEvent.Kind.STEP_SUCCEEDED, step);
    }

    private int first(SagaEvent.Kind kind, String step) {
        for (int at = 0; at < events.size(); at++) {
            if (events.get(at) instanceof SagaEvent.StepEvent event
                    && event.kind() == kind
                    && event.step().equals(step)) {
                return at;
            }
        }
        return -1;
    }

    private void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            surprises.add("order " + order + ", " + what + ": expected " + expected + ", found " + found);
        }
    }
}
