package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.core.StepKind;
import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.AnsweredAction;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.runtime.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A saga of any shape: 1 to 6 steps, which may depend on any of those before; half of them with a pivot, which depends on all
 * before it, and retriable steps after that. Some steps are optional, and some can be probed.
 *
 * @param name what it is called
 * @param version of that name
 * @param deadline after which it turns back
 * @param steps the steps
 */
record AnyBlueprint(String name, int version, Duration deadline, List<Step> steps) {
    static final String PIVOT = "pivot";

    record Step(
            String name,
            StepKind kind,
            List<String> after,
            boolean optional,
            boolean probed,
            Duration answeringWithin,
            Duration askedAgainAfter,
            RetryPolicy retry,
            Backoff undoBackoff,
            Duration stuckAfter) {

        private StepKey<String> key() {
            return new StepKey<>(name, AnswerCodec.TEXT);
        }
    }

    /** How a process makes the calls of its sagas. */
    interface Calls {
        /** The action; {@code known} is what the steps that it depends on have answered. */
        Uni<Outcome> forward(StepCall<Order> call, String known);

        /** The compensation, or the close. */
        Uni<Outcome> out(Direction direction, StepCall<Order> call);

        Uni<Finding> probe(StepCall<Order> call);
    }

    static AnyBlueprint drawn(Chance chance, String name, int version) {
        int count = chance.between(1, 6);
        int pivotAt = chance.oneIn(2) ? chance.between(1, count) : count + 1;
        double density = chance.upTo(0.7);
        var steps = new ArrayList<Step>();
        for (int number = 1; number <= count; number++) {
            if (number < pivotAt) {
                steps.add(step(chance, "step-" + number, StepKind.COMPENSATABLE, some(chance, density, steps)));
            } else if (number == pivotAt) {
                steps.add(step(chance, PIVOT, StepKind.PIVOT, names(steps)));
            } else {
                var after = some(chance, density, steps.subList(pivotAt, steps.size()));
                after.add(PIVOT);
                steps.add(step(chance, "then-" + number, StepKind.RETRIABLE, after));
            }
        }
        var deadline = chance.oneIn(4)
                ? chance.between(Duration.ofSeconds(1), Duration.ofSeconds(6))
                : chance.between(Duration.ofSeconds(20), Duration.ofMinutes(2));
        return new AnyBlueprint(name, version, deadline, List.copyOf(steps));
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(Step::name).toList();
    }

    private static List<String> some(Chance chance, double density, List<Step> steps) {
        return steps.stream()
                .map(Step::name)
                .filter(earlier -> chance.in(density))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Step step(Chance chance, String name, StepKind kind, List<String> after) {
        var backoff = new Backoff(
                chance.between(Duration.ofMillis(50), Duration.ofMillis(500)),
                2,
                chance.between(Duration.ofSeconds(1), Duration.ofSeconds(6)),
                chance.upTo(1));
        return new Step(
                name,
                kind,
                List.copyOf(after),
                kind != StepKind.PIVOT && chance.oneIn(4),
                chance.oneIn(3),
                chance.between(Duration.ofMillis(300), Duration.ofSeconds(2)),
                chance.between(Duration.ofSeconds(1), Duration.ofSeconds(8)),
                new RetryPolicy(
                        backoff, chance.between(1, 8), chance.between(Duration.ofSeconds(5), Duration.ofSeconds(30))),
                backoff,
                chance.between(Duration.ofSeconds(3), Duration.ofSeconds(20)));
    }

    /** The saga as a process has it, which makes its calls in its own way. */
    SagaBlueprint<Order> calling(Calls calls) {
        var saga = SagaBlueprint.named(name, version, Order.CODEC).within(deadline);
        SagaBlueprint.StepBuilder<Order> last = null;
        for (var step : steps) {
            last = added(saga, step, calls)
                    .after(step.after().toArray(String[]::new))
                    .answeringWithin(step.answeringWithin())
                    .askedAgainAfter(step.askedAgainAfter())
                    .retried(step.retry())
                    .undoRetried(step.undoBackoff())
                    .stuckAfter(step.stuckAfter());
            if (step.optional()) {
                last.onlyIf(order -> order.wants(step.name()));
            }
            if (step.probed()) {
                last.probedBy(calls::probe);
            }
        }
        return last.build();
    }

    private SagaBlueprint.StepBuilder<Order> added(SagaBlueprint.Builder<Order> saga, Step step, Calls calls) {
        AnsweredAction<Order> action = (call, answers) -> calls.forward(call, known(step, answers));
        return switch (step.kind()) {
            case COMPENSATABLE ->
                saga.step(step.name(), action).undoneBy(call -> calls.out(Direction.COMPENSATION, call));
            case PIVOT -> saga.pivot(step.name(), action).closedBy(call -> calls.out(Direction.CLOSE, call));
            case RETRIABLE -> saga.retriable(step.name(), action);
        };
    }

    private String known(Step step, Answers answers) {
        return steps.stream()
                .filter(other -> step.after().contains(other.name()))
                .map(other -> other.name() + "=" + answers.find(other.key()).orElse("left out"))
                .collect(Collectors.joining(" "));
    }

    Order anyOrder(Chance chance, int number) {
        var without = new StringBuilder();
        for (var step : steps) {
            if (step.optional() && chance.oneIn(2)) {
                without.append(step.name()).append(' ');
            }
        }
        return new Order(number, without.toString());
    }
}
