package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.InvalidDefinition;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.core.StepDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A {@link Definition}, and how each of its steps is carried out. Written to be read aloud:
 *
 * <pre>{@code
 * SagaBlueprint.named("order", 1, codec)
 *     .within(Duration.ofMinutes(5))
 *     .step("payment", payments::charge).undoneBy(payments::refund)
 *     .step("stock", warehouse::take).undoneBy(warehouse::putBack).after("payment")
 *     .build();
 * }</pre>
 *
 * @param <R> what a saga of this kind is started with
 */
public final class SagaBlueprint<R> {
    private final Definition definition;
    private final RequestCodec<R> codec;
    private final Map<String, Step<R>> steps;

    private SagaBlueprint(Definition definition, RequestCodec<R> codec, Map<String, Step<R>> steps) {
        this.definition = definition;
        this.codec = codec;
        this.steps = steps;
    }

    /** Begins a blueprint. A new version is due whenever steps or dependencies change. */
    public static <R> Builder<R> named(String name, int version, RequestCodec<R> codec) {
        return new Builder<>(name, version, codec);
    }

    /** The shape of it. */
    public Definition definition() {
        return definition;
    }

    /**
     * The same saga, each of its calls made in the way that {@code way} makes of it: for what lies between a saga and its
     * participants, such as the scripts that a test puts in their place.
     */
    public SagaBlueprint<R> decorated(BiFunction<Direction, Action<R>, Action<R>> way) {
        var decorated = new LinkedHashMap<String, Step<R>>();
        steps.forEach((name, step) -> decorated.put(
                name,
                new Step<>(
                        way.apply(Direction.FORWARD, step.action()),
                        way.apply(Direction.COMPENSATION, step.compensation()),
                        step.wanted())));
        return new SagaBlueprint<>(definition, codec, decorated);
    }

    RequestCodec<R> codec() {
        return codec;
    }

    Action<R> action(String step, Direction direction) {
        var actions = steps.get(step);
        return switch (direction) {
            case FORWARD -> actions.action();
            case COMPENSATION -> actions.compensation();
        };
    }

    Set<String> skipped(R request) {
        return steps.entrySet().stream()
                .filter(step -> !step.getValue().wanted().test(request))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private record Step<R>(Action<R> action, Action<R> compensation, Predicate<R> wanted) {}

    /** A blueprint in the making. */
    public static final class Builder<R> {
        private final String name;
        private final int version;
        private final RequestCodec<R> codec;
        private final List<StepBuilder<R>> steps = new ArrayList<>();
        private Duration deadline = Duration.ofMinutes(10);

        private Builder(String name, int version, RequestCodec<R> codec) {
            this.name = name;
            this.version = version;
            this.codec = codec;
        }

        /** How long a saga may run before it turns back; 10 minutes unless told otherwise. */
        public Builder<R> within(Duration limit) {
            deadline = limit;
            return this;
        }

        /** Adds a step; its name and its action. */
        public StepBuilder<R> step(String step, Action<R> action) {
            var builder = new StepBuilder<>(this, step, action);
            steps.add(builder);
            return builder;
        }

        private SagaBlueprint<R> build() {
            var definitions = steps.stream().map(StepBuilder::definition).toList();
            var definition = new Definition(name, version, deadline, definitions);
            var actions = new LinkedHashMap<String, Step<R>>();
            steps.forEach(step -> actions.put(step.name, step.actions()));
            return new SagaBlueprint<>(definition, codec, actions);
        }
    }

    /** A step in the making; beginning another one, or building, ends it. */
    public static final class StepBuilder<R> {
        private final Builder<R> saga;
        private final String name;
        private final Action<R> action;
        private Action<R> compensation;
        private Set<String> dependsOn = Set.of();
        private Predicate<R> wanted = request -> true;
        private Duration attemptDeadline = Duration.ofSeconds(2);
        private RetryPolicy retry = new RetryPolicy(
                new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(5), 0.5), 20, Duration.ofMinutes(1));
        private Backoff compensationBackoff = new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(10), 0.5);
        private Duration stuckAfter = Duration.ofMinutes(1);

        private StepBuilder(Builder<R> saga, String name, Action<R> action) {
            this.saga = saga;
            this.name = name;
            this.action = action;
        }

        /** How the step is undone. It gets the saga's request and key, never an answer: there may have been none. */
        public StepBuilder<R> undoneBy(Action<R> undo) {
            compensation = undo;
            return this;
        }

        /** The steps that must be done before this one starts; none unless told otherwise. */
        public StepBuilder<R> after(String... others) {
            dependsOn = Set.of(others);
            return this;
        }

        /** Which requests need the step; all of them unless told otherwise. */
        public StepBuilder<R> onlyIf(Predicate<R> need) {
            wanted = need;
            return this;
        }

        /** How long one attempt may take; 2 seconds unless told otherwise. */
        public StepBuilder<R> answeringWithin(Duration limit) {
            attemptDeadline = limit;
            return this;
        }

        /** How often the action is tried; 20 times within a minute unless told otherwise. */
        public StepBuilder<R> retried(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        /** How the compensation is tried, which has no end; up to every 10 seconds unless told otherwise. */
        public StepBuilder<R> undoRetried(Backoff backoff) {
            compensationBackoff = backoff;
            return this;
        }

        /** When a compensation that keeps failing shows as stuck; after a minute unless told otherwise. */
        public StepBuilder<R> stuckAfter(Duration limit) {
            stuckAfter = limit;
            return this;
        }

        /** Adds another step. */
        public StepBuilder<R> step(String step, Action<R> next) {
            return saga.step(step, next);
        }

        /**
         * Ends the blueprint.
         *
         * @throws InvalidDefinition when it makes no sense; the message names the step
         */
        public SagaBlueprint<R> build() {
            return saga.build();
        }

        private StepDefinition definition() {
            return new StepDefinition(name, dependsOn, attemptDeadline, retry, compensationBackoff, stuckAfter);
        }

        private Step<R> actions() {
            if (compensation == null) {
                throw new InvalidDefinition("step " + name + " needs a compensation: say what it is undoneBy");
            }
            return new Step<>(action, compensation, wanted);
        }
    }
}
