package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A saga of any shape: 1 to 6 steps, which may depend on any of those before, and of which some are optional.
 *
 * @param name what it is called
 * @param version of that name
 * @param deadline after which it turns back
 * @param steps the steps
 */
record AnyBlueprint(String name, int version, Duration deadline, List<Step> steps) {

    record Step(
            String name,
            List<String> after,
            boolean optional,
            Duration answeringWithin,
            RetryPolicy retry,
            Backoff undoBackoff,
            Duration stuckAfter) {}

    static AnyBlueprint drawn(Chance chance, String name, int version) {
        int count = chance.between(1, 6);
        double density = chance.upTo(0.7);
        var steps = new ArrayList<Step>();
        for (int number = 1; number <= count; number++) {
            var after = new ArrayList<String>();
            for (int earlier = 1; earlier < number; earlier++) {
                if (chance.in(density)) {
                    after.add("step-" + earlier);
                }
            }
            steps.add(step(chance, "step-" + number, after));
        }
        var deadline = chance.oneIn(4)
                ? chance.between(Duration.ofSeconds(1), Duration.ofSeconds(6))
                : chance.between(Duration.ofSeconds(20), Duration.ofMinutes(2));
        return new AnyBlueprint(name, version, deadline, List.copyOf(steps));
    }

    private static Step step(Chance chance, String name, List<String> after) {
        var backoff = new Backoff(
                chance.between(Duration.ofMillis(50), Duration.ofMillis(500)),
                2,
                chance.between(Duration.ofSeconds(1), Duration.ofSeconds(6)),
                chance.upTo(1));
        return new Step(
                name,
                List.copyOf(after),
                chance.oneIn(4),
                chance.between(Duration.ofMillis(300), Duration.ofSeconds(2)),
                new RetryPolicy(
                        backoff, chance.between(1, 8), chance.between(Duration.ofSeconds(5), Duration.ofSeconds(30))),
                backoff,
                chance.between(Duration.ofSeconds(3), Duration.ofSeconds(20)));
    }

    /** The saga as a process has it, which makes its calls in its own way. */
    SagaBlueprint<Order> calling(Function<Direction, Action<Order>> calls) {
        var saga = SagaBlueprint.named(name, version, Order.CODEC).within(deadline);
        SagaBlueprint.StepBuilder<Order> last = null;
        for (var step : steps) {
            last = saga.step(step.name(), calls.apply(Direction.FORWARD))
                    .undoneBy(calls.apply(Direction.COMPENSATION))
                    .after(step.after().toArray(String[]::new))
                    .answeringWithin(step.answeringWithin())
                    .retried(step.retry())
                    .undoRetried(step.undoBackoff())
                    .stuckAfter(step.stuckAfter());
            if (step.optional()) {
                last.onlyIf(order -> order.wants(step.name()));
            }
        }
        return last.build();
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
